// A choice as a cell shows it: its label, with a dot of its colour where it has one. Colour never carries the text, so contrast holds in both themes.
import { Badge } from '@mantine/core'

interface ChoiceBadgeProps {
  readonly label: string
  readonly color?: string | undefined
}

export function ChoiceBadge({ label, color }: ChoiceBadgeProps) {
  return (
    <Badge
      variant={color === undefined ? 'default' : 'dot'}
      color={color ?? 'gray'}
      size="md"
      radius="sm"
      tt="none"
      fw={400}
      fz={13}
      title={label}
      style={{ maxWidth: '100%', letterSpacing: 'normal' }}
    >
      {label}
    </Badge>
  )
}
