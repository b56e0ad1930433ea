// How a record comes into a stage.

export type MoveKind = 'create' | 'advance' | 'skip' | 'regress' | 'lose' | 'win' | 'revive' | 'move' | 'import'
