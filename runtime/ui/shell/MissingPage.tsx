// An address outside every app, or of an app that is not there for the reader.
import { Link } from 'wouter'
import { useWords } from '../words/words.tsx'
import { PlainFrame } from './PlainFrame.tsx'

export default function MissingPage({ text }: { readonly text?: string }) {
  const say = useWords()
  return (
    <PlainFrame title={say('not_found.title')}>
      <p style={{ marginBottom: 16 }}>{text ?? say('not_found.text')}</p>
      <Link href="/">{say('not_found.home')}</Link>
    </PlainFrame>
  )
}
