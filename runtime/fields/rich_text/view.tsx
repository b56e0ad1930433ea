// Formatted text: a box with its marks, buttons that set them, and how it will look. Ctrl+B and Ctrl+I work as everywhere.
import { ActionIcon, Box, Input as Frame, Group, Textarea } from '@mantine/core'
import { Bold, Eye, Heading2, Italic, Link, List, ListOrdered, type LucideIcon, TextQuote } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { type Text, textOf } from '../../label.ts'
import { guardComposition } from '../composition.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import { MarkedBlocks } from '../marked-blocks.tsx'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

interface Mark {
  readonly name: Text
  readonly icon: LucideIcon
  /** Around what is selected, or before each line of it. */
  readonly around?: readonly [before: string, after: string]
  readonly before?: string
  readonly key?: string
}

const MARKS: readonly Mark[] = [
  { name: { en: 'Bold', 'zh-CN': '加粗' }, icon: Bold, around: ['**', '**'], key: 'b' },
  { name: { en: 'Italic', 'zh-CN': '斜体' }, icon: Italic, around: ['*', '*'], key: 'i' },
  { name: { en: 'Heading', 'zh-CN': '标题' }, icon: Heading2, before: '# ' },
  { name: { en: 'List', 'zh-CN': '列表' }, icon: List, before: '- ' },
  { name: { en: 'Numbered list', 'zh-CN': '编号列表' }, icon: ListOrdered, before: '1. ' },
  { name: { en: 'Quote', 'zh-CN': '引用' }, icon: TextQuote, before: '> ' },
  { name: { en: 'Link', 'zh-CN': '链接' }, icon: Link, around: ['[', '](https://)'] },
]
const PREVIEW: Text = { en: 'Preview', 'zh-CN': '预览' }

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const { rows = 6 } = field.options as { readonly rows?: number }
  const text = props.value === null || props.value === undefined ? '' : String(props.value)
  const box = useRef<HTMLTextAreaElement>(null)
  const [preview, setPreview] = useState(false)

  const set = (mark: Mark) => {
    const area = box.current
    if (!area) return
    const [from, to] = [area.selectionStart, area.selectionEnd]
    const { next, start, end } = mark.around ? wrap(text, from, to, mark.around) : begin(text, from, to, mark.before!)
    onChange(next)
    requestAnimationFrame(() => {
      area.focus()
      area.setSelectionRange(start, end)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey ? MARKS.find(({ key }) => key === event.key.toLowerCase()) : undefined
    if (!mark) return
    event.preventDefault()
    event.stopPropagation()
    set(mark)
  }
  return (
    <Frame.Wrapper {...groupFrameOf(props)}>
      <Group gap={2} mb={4} role="toolbar" aria-label={labelOf(props)}>
        {MARKS.map((mark) => (
          <ActionIcon
            key={textOf(mark.name, 'en')}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={textOf(mark.name, context.locale)}
            title={textOf(mark.name, context.locale)}
            disabled={props.disabled || preview}
            onClick={() => set(mark)}
          >
            <mark.icon size={15} />
          </ActionIcon>
        ))}
        <ActionIcon
          variant={preview ? 'light' : 'subtle'}
          color={preview ? undefined : 'gray'}
          size="sm"
          ml="auto"
          aria-label={textOf(PREVIEW, context.locale)}
          aria-pressed={preview}
          title={textOf(PREVIEW, context.locale)}
          disabled={text === ''}
          onClick={() => setPreview(!preview)}
        >
          <Eye size={15} />
        </ActionIcon>
      </Group>
      {preview && (
        <Box p="xs" bd="1px solid var(--mantine-color-default-border)" bdrs="sm">
          <MarkedBlocks text={text} />
        </Box>
      )}
      <Textarea
        ref={box}
        id={props.id}
        display={preview ? 'none' : undefined}
        aria-label={props.bare ? labelOf(props) : undefined}
        aria-required={props.required || undefined}
        disabled={props.disabled}
        error={props.error !== undefined}
        autoFocus={props.autoFocus}
        onKeyDownCapture={guardComposition}
        onKeyDown={onKeyDown}
        autosize
        minRows={rows}
        maxRows={Math.max(rows, 20)}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        onBlur={() => {
          if (text !== '' && text.trim() === '') onChange(null)
        }}
      />
    </Frame.Wrapper>
  )
}

interface Edit {
  readonly next: string
  readonly start: number
  readonly end: number
}

function wrap(text: string, from: number, to: number, [before, after]: readonly [string, string]): Edit {
  const next = text.slice(0, from) + before + text.slice(from, to) + after + text.slice(to)
  return { next, start: from + before.length, end: to + before.length }
}

function begin(text: string, from: number, to: number, mark: string): Edit {
  const first = text.lastIndexOf('\n', from - 1) + 1
  const lines = text.slice(first, to).split('\n')
  const marked = lines.map((line) => mark + line).join('\n')
  return { next: text.slice(0, first) + marked + text.slice(to), start: first, end: first + marked.length }
}
