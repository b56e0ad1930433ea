// Files of a record: sent as soon as they are chosen or dropped, kept once the record is saved.
import { ActionIcon, Anchor, Button, FileButton, Input as Frame, Group, Stack, Text as Words } from '@mantine/core'
import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { FILE_MODULE } from '../../expression/storage.ts'
import { type Text, textOf } from '../../label.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import { useFieldServices } from '../services.tsx'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

const ADD: Text = { en: 'Add files', 'zh-CN': '添加附件' }
const REMOVE: Text = { en: 'Remove', 'zh-CN': '移除' }
const SENDING: Text = { en: 'Sending …', 'zh-CN': '上传中……' }

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const services = useFieldServices()
  const { most = 10, extensions } = field.options as { readonly most?: number; readonly extensions?: readonly string[] }
  const ids = Array.isArray(props.value) ? props.value.map(String) : []
  // Several files arrive one after the other, each behind those that came before it.
  const latest = useRef<readonly string[]>(ids)
  latest.current = ids
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [sending, setSending] = useState(false)
  const [fault, setFault] = useState<string>()
  const say = (text: Text) => textOf(text, context.locale)

  const add = async (files: readonly File[]) => {
    const upload = services.uploadFile
    if (!upload || files.length === 0) return
    setSending(true)
    setFault(undefined)
    try {
      for (const file of files.slice(0, most - latest.current.length)) {
        const { id, name } = await upload.call(services, field, file)
        setNames((known) => new Map([...known, [id, name]]))
        latest.current = [...latest.current, id]
        onChange(latest.current)
      }
    } catch (error) {
      setFault((error as Error).message)
    } finally {
      setSending(false)
    }
  }
  const remove = (id: string) => {
    const rest = ids.filter((each) => each !== id)
    onChange(rest.length === 0 ? null : rest)
  }
  return (
    <Frame.Wrapper {...groupFrameOf(props)} error={fault ?? props.error} labelElement="div">
      <Stack
        gap={4}
        role="group"
        aria-labelledby={`${props.id}-label`}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          if (!props.disabled) void add([...event.dataTransfer.files])
        }}
      >
        {ids.map((id) => {
          const name = names.get(id) ?? services.titleOf(FILE_MODULE, id) ?? id
          const href = services.fileHref?.(id)
          return (
            <Group key={id} gap={4} wrap="nowrap">
              {href === undefined ? (
                <Words fz={13} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Words>
              ) : (
                <Anchor href={href} download={name} fz={13} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Anchor>
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`${say(REMOVE)} ${name}`}
                disabled={props.disabled}
                onClick={() => remove(id)}
              >
                <X size={14} />
              </ActionIcon>
            </Group>
          )
        })}
        <FileButton
          multiple
          onChange={(files) => void add(files)}
          {...(extensions ? { accept: extensions.map((each) => `.${each}`).join() } : {})}
        >
          {(open) => (
            <Button
              {...open}
              id={`${props.id}-add`}
              autoFocus={props.autoFocus}
              variant="default"
              size="xs"
              leftSection={<Paperclip size={14} />}
              style={{ alignSelf: 'flex-start' }}
              loading={sending}
              disabled={props.disabled || ids.length >= most}
              aria-label={`${labelOf(props)}: ${say(sending ? SENDING : ADD)}`}
            >
              {say(ADD)}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Frame.Wrapper>
  )
}
