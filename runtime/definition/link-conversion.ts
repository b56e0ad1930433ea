// A conversion linked: its condition and the values of what it makes checked against the module it starts from.
import type { RecordShape } from '../expression/scope.ts'
import type { Conversion, ConversionTarget } from './app.ts'
import type { ExpressionLinker, ValueLinker } from './link-expression.ts'
import type { ConversionDefinition, ConversionTargetDefinition } from './types.ts'

export interface ConversionSurroundings {
  readonly shape: RecordShape
  readonly shapes: ReadonlyMap<string, RecordShape>
  readonly expression: ExpressionLinker
  readonly value: ValueLinker
}

export function linkConversion(conversion: ConversionDefinition, around: ConversionSurroundings): Conversion {
  const path = `/conversions/${conversion.key}`
  return {
    key: conversion.key,
    module: conversion.module,
    label: conversion.label,
    when: around.expression(conversion.when, around.shape, 'memory', `${path}/when`),
    stage: conversion.stage,
    targets: conversion.targets.map((target) => linkTarget(target, `${path}/targets/${target.key}`, around)),
  }
}

function linkTarget(target: ConversionTargetDefinition, path: string, { shape, shapes, value }: ConversionSurroundings): ConversionTarget {
  const members = shapes.get(target.module)?.members
  const values = Object.entries(target.values).flatMap(([field, text]) => {
    const to = value(text, shape, members?.get(field), `${path}/values/${field}`)
    return to ? [{ field, to }] : []
  })
  return {
    key: target.key,
    module: target.module,
    label: target.label,
    optional: target.optional === true,
    match: target.match ?? [],
    values,
    links: new Map(Object.entries(target.links ?? {})),
    link: target.link,
  }
}
