// A quiet button under a list that adds one more.
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'

export function AddButton({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <div>
      <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={onAdd}>
        {label}
      </Button>
    </div>
  )
}
