// The list of the view halves of field types, by name.
import * as autonumber from './autonumber/view.tsx'
import * as boolean from './boolean/view.tsx'
import * as cascade from './cascade/view.tsx'
import * as date from './date/view.tsx'
import * as datetime from './datetime/view.tsx'
import * as decimal from './decimal/view.tsx'
import * as email from './email/view.tsx'
import * as formula from './formula/view.tsx'
import * as integer from './integer/view.tsx'
import * as longText from './long_text/view.tsx'
import * as lookup from './lookup/view.tsx'
import * as money from './money/view.tsx'
import * as multiSelect from './multi_select/view.tsx'
import * as percent from './percent/view.tsx'
import * as phone from './phone/view.tsx'
import * as rating from './rating/view.tsx'
import * as relation from './relation/view.tsx'
import * as rollup from './rollup/view.tsx'
import * as select from './select/view.tsx'
import * as tags from './tags/view.tsx'
import * as text from './text/view.tsx'
import * as url from './url/view.tsx'
import * as user from './user/view.tsx'
import type { FieldView } from './view-contract.ts'

export const FIELD_VIEWS: ReadonlyMap<string, FieldView> = new Map<string, FieldView>([
  ['text', text],
  ['long_text', longText],
  ['integer', integer],
  ['decimal', decimal],
  ['money', money],
  ['percent', percent],
  ['boolean', boolean],
  ['date', date],
  ['datetime', datetime],
  ['select', select],
  ['multi_select', multiSelect],
  ['cascade', cascade],
  ['tags', tags],
  ['email', email],
  ['phone', phone],
  ['url', url],
  ['relation', relation],
  ['user', user],
  ['autonumber', autonumber],
  ['rating', rating],
  ['formula', formula],
  ['lookup', lookup],
  ['rollup', rollup],
])
