// A fault of a screen stays inside it: the rest of the page lives on, and the person can try again.
import { Component, type ReactNode } from 'react'
import { messageOf } from '../data/api.ts'
import { Failure } from './Notices.tsx'

interface BoundaryProps {
  readonly children: ReactNode
}

export class Boundary extends Component<BoundaryProps, { fault: unknown }> {
  override state = { fault: undefined as unknown }

  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault ?? new Error() }
  }

  override render() {
    const { fault } = this.state
    if (fault === undefined) return this.props.children
    return <Failure message={messageOf(fault)} retry={() => location.reload()} />
  }
}
