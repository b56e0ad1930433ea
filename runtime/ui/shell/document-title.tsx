// The title of the browser's tab.
import { useEffect } from 'react'

export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Stagewright` : 'Stagewright'
  }, [title])
}
