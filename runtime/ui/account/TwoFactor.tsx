// The second factor: whether a code from my phone is asked for, and the way to turn that on or off.
import { Button } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'

const TwoFactorSetup = lazy(() => import('./TwoFactorSetup.tsx'))
const TwoFactorEnd = lazy(() => import('./TwoFactorEnd.tsx'))

export function TwoFactor({ on }: { readonly on: boolean }) {
  const say = useWords()
  const [task, setTask] = useState<'begin' | 'end'>()
  const close = () => setTask(undefined)
  return (
    <>
      <p className={classes.lead}>
        {on && <ShieldCheck size={16} strokeWidth={1.75} className={classes.good} aria-hidden />}
        {say(on ? 'factor.on' : 'factor.off')}
      </p>
      <Button variant={on ? 'default' : 'filled'} size="sm" onClick={() => setTask(on ? 'end' : 'begin')}>
        {say(on ? 'factor.end' : 'factor.begin')}
      </Button>
      <Suspense>
        {task === 'begin' && <TwoFactorSetup onClose={close} />}
        {task === 'end' && <TwoFactorEnd onClose={close} />}
      </Suspense>
    </>
  )
}
