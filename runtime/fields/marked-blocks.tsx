// Marked text as elements; what is drawn is exactly what the reader knows.
import { Anchor, Code } from '@mantine/core'
import type { CSSProperties, ReactNode } from 'react'
import { type Block, type Piece, readMarked } from './marked-text.ts'

const BODY: CSSProperties = { fontSize: 13, lineHeight: 1.55, overflowWrap: 'anywhere' }
const GAP: CSSProperties = { margin: '0 0 8px' }
const QUOTE: CSSProperties = { ...GAP, paddingLeft: 10, borderLeft: '3px solid var(--mantine-color-default-border)' }

export function MarkedBlocks({ text }: { readonly text: string }) {
  // The place of a piece is all it has to be told apart by: the tree is read anew whenever the text changes.
  return <div style={BODY}>{readMarked(text).map((block, at) => drawBlock(block, at))}</div>
}

function drawBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h4' : 'h5'
      return (
        <Heading key={key} style={{ ...GAP, fontWeight: 600, fontSize: block.level === 2 ? 15 : 13 }}>
          {drawPieces(block.pieces)}
        </Heading>
      )
    }
    case 'list': {
      const items = block.items.map((item, at) => [at, drawPieces(item)] as const).map(([at, drawn]) => <li key={at}>{drawn}</li>)
      const style = { ...GAP, paddingLeft: 20 }
      return block.ordered ? (
        <ol key={key} style={style}>
          {items}
        </ol>
      ) : (
        <ul key={key} style={style}>
          {items}
        </ul>
      )
    }
    default: {
      const lines = block.lines.map((line, at) => [at, drawPieces(line)] as const)
      const drawn = lines.map(([at, line]) => (
        <span key={at}>
          {at > 0 && <br />}
          {line}
        </span>
      ))
      return block.kind === 'quote' ? (
        <blockquote key={key} style={QUOTE}>
          {drawn}
        </blockquote>
      ) : (
        <p key={key} style={GAP}>
          {drawn}
        </p>
      )
    }
  }
}

function drawPieces(pieces: readonly Piece[]): ReactNode {
  return pieces.map((piece, at) => [at, piece] as const).map(([key, piece]) => <Drawn key={key} piece={piece} />)
}

function Drawn({ piece }: { readonly piece: Piece }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <Code>{piece.text}</Code>
    case 'strong':
      return <strong>{drawPieces(piece.pieces)}</strong>
    case 'em':
      return <em>{drawPieces(piece.pieces)}</em>
    case 'link':
      return (
        <Anchor href={piece.href} rel="noopener noreferrer nofollow" target="_blank" inherit underline="always">
          {drawPieces(piece.pieces)}
        </Anchor>
      )
  }
}
