// What stands where content is missing: nothing yet, not found, failed, loading.
import { Button, Skeleton } from '@mantine/core'
import { CloudOff, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useWords } from '../words/words.tsx'
import classes from './Notices.module.css'

interface EmptyProps {
  readonly title: string
  readonly text?: string | undefined
  readonly picture?: ReactNode
  readonly action?: ReactNode
  /** 1 where this is all there is on a page. */
  readonly level?: 1 | 2
}

/** One sentence, one drawn picture, one action. */
export function Empty({ title, text, picture, action, level = 2 }: EmptyProps) {
  const Heading = `h${level}` as const
  return (
    <div className={classes.notice}>
      {picture}
      <Heading className={classes.title}>{title}</Heading>
      {text && <p className={classes.text}>{text}</p>}
      {action}
    </div>
  )
}

export function Failure({ message, retry }: { readonly message: string; readonly retry?: (() => void) | undefined }) {
  const say = useWords()
  return (
    <div className={classes.notice} role="alert">
      <CloudOff size={24} strokeWidth={1.5} aria-hidden />
      <h2 className={classes.title}>{say('failure.title')}</h2>
      <p className={classes.text}>{message}</p>
      {retry && (
        <Button variant="default" leftSection={<RotateCw size={14} />} onClick={retry}>
          {say('failure.retry')}
        </Button>
      )}
    </div>
  )
}

export function NotFound({ text }: { readonly text?: string }) {
  const say = useWords()
  return (
    <div className={classes.notice}>
      <h1 className={classes.title}>{say('not_found.title')}</h1>
      <p className={classes.text}>{text ?? say('not_found.text')}</p>
      <Link href="/">{say('not_found.home')}</Link>
    </div>
  )
}

/** Grey lines in place of rows that are on their way. */
export function LoadingLines({ count = 8, height = 20 }: { readonly count?: number; readonly height?: number }) {
  const say = useWords()
  return (
    <div className={classes.lines} role="status" aria-label={say('loading')}>
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <Skeleton key={index} height={height} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  )
}
