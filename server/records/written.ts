// What a write answers.

export interface Written {
  readonly _id: string
  readonly _version: number
  /** The move waits for somebody's consent under this id; the record is still where it was. */
  readonly _approval?: string
}
