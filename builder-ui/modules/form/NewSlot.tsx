// The place of a field that is about to be: its name is asked there.
import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { guardComposition } from '../../../runtime/fields/composition.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { TypeIcon } from '../TypeIcon.tsx'
import { words } from '../words.ts'
import { useDesigner } from './designer.ts'
import classes from './Form.module.css'

export function NewSlot({ type: name }: { readonly type: string }) {
  const tell = useTell()
  const locale = useLocale()
  const designer = useDesigner()
  const [text, setText] = useState('')
  const type = fieldTypes.get(name)
  const label = tell(words.newField, { type: textOf(type?.label, locale, name) })
  const finish = () => (text.trim() === '' ? designer.cancel() : void designer.create(text.trim()))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      finish()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      designer.cancel()
    }
  }
  return (
    <li className={classes.newSlot}>
      <TextInput
        aria-label={label}
        description={tell(words.newFieldHint)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={label}
        leftSection={<TypeIcon name={type?.icon} />}
        value={text}
        maxLength={200}
        autoComplete="off"
        autoFocus
        onKeyDownCapture={guardComposition}
        onKeyDown={onKeyDown}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={finish}
      />
    </li>
  )
}
