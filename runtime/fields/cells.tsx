// The list of how values of field types are shown, by name: all that a list or a board needs.

import type { ComponentType } from 'react'
import * as address from './address/cell.tsx'
import * as autonumber from './autonumber/cell.tsx'
import * as boolean from './boolean/cell.tsx'
import * as cascade from './cascade/cell.tsx'
import * as date from './date/cell.tsx'
import * as datetime from './datetime/cell.tsx'
import * as decimal from './decimal/cell.tsx'
import * as duration from './duration/cell.tsx'
import * as email from './email/cell.tsx'
import * as file from './file/cell.tsx'
import * as formula from './formula/cell.tsx'
import * as integer from './integer/cell.tsx'
import * as longText from './long_text/cell.tsx'
import * as lookup from './lookup/cell.tsx'
import * as money from './money/cell.tsx'
import * as multiSelect from './multi_select/cell.tsx'
import * as percent from './percent/cell.tsx'
import * as personName from './person_name/cell.tsx'
import * as phone from './phone/cell.tsx'
import * as rating from './rating/cell.tsx'
import * as relation from './relation/cell.tsx'
import * as relationMany from './relation_many/cell.tsx'
import * as richText from './rich_text/cell.tsx'
import * as rollup from './rollup/cell.tsx'
import * as select from './select/cell.tsx'
import * as subForm from './sub_form/cell.tsx'
import * as tags from './tags/cell.tsx'
import * as text from './text/cell.tsx'
import * as url from './url/cell.tsx'
import * as user from './user/cell.tsx'
import type { CellProps } from './view-contract.ts'

export const FIELD_CELLS: ReadonlyMap<string, ComponentType<CellProps>> = new Map<string, ComponentType<CellProps>>([
  ['text', text.Cell],
  ['long_text', longText.Cell],
  ['rich_text', richText.Cell],
  ['integer', integer.Cell],
  ['decimal', decimal.Cell],
  ['money', money.Cell],
  ['percent', percent.Cell],
  ['boolean', boolean.Cell],
  ['date', date.Cell],
  ['datetime', datetime.Cell],
  ['duration', duration.Cell],
  ['select', select.Cell],
  ['multi_select', multiSelect.Cell],
  ['cascade', cascade.Cell],
  ['tags', tags.Cell],
  ['person_name', personName.Cell],
  ['email', email.Cell],
  ['phone', phone.Cell],
  ['url', url.Cell],
  ['address', address.Cell],
  ['relation', relation.Cell],
  ['relation_many', relationMany.Cell],
  ['user', user.Cell],
  ['sub_form', subForm.Cell],
  ['file', file.Cell],
  ['autonumber', autonumber.Cell],
  ['rating', rating.Cell],
  ['formula', formula.Cell],
  ['lookup', lookup.Cell],
  ['rollup', rollup.Cell],
])
