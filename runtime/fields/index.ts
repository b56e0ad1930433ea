// The list of field types. What a type is stands in its folder; everything else asks this list.
import { address } from './address/type.ts'
import { autonumber } from './autonumber/type.ts'
import { boolean } from './boolean/type.ts'
import { cascade } from './cascade/type.ts'
import type { FieldType } from './contract.ts'
import { date } from './date/type.ts'
import { datetime } from './datetime/type.ts'
import { decimal } from './decimal/type.ts'
import { duration } from './duration/type.ts'
import { email } from './email/type.ts'
import { file } from './file/type.ts'
import { formula } from './formula/type.ts'
import { integer } from './integer/type.ts'
import { longText } from './long_text/type.ts'
import { lookup } from './lookup/type.ts'
import { money } from './money/type.ts'
import { multiSelect } from './multi_select/type.ts'
import { percent } from './percent/type.ts'
import { personName } from './person_name/type.ts'
import { phone } from './phone/type.ts'
import { rating } from './rating/type.ts'
import { relation } from './relation/type.ts'
import { relationMany } from './relation_many/type.ts'
import { richText } from './rich_text/type.ts'
import { rollup } from './rollup/type.ts'
import { select } from './select/type.ts'
import { subFormOf } from './sub_form/type.ts'
import { tags } from './tags/type.ts'
import { text } from './text/type.ts'
import { url } from './url/type.ts'
import { user } from './user/type.ts'

/** What the columns of line items may be. */
const SCALARS = [text, integer, decimal, money, percent, boolean, date, select]

/** All field types in the order the palette shows them. */
export const FIELD_TYPES: readonly FieldType[] = [
  text,
  longText,
  richText,
  integer,
  decimal,
  money,
  percent,
  boolean,
  date,
  datetime,
  duration,
  select,
  multiSelect,
  cascade,
  tags,
  personName,
  email,
  phone,
  url,
  address,
  relation,
  relationMany,
  user,
  subFormOf(SCALARS),
  file,
  autonumber,
  rating,
  formula,
  lookup,
  rollup,
]

export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(FIELD_TYPES.map((type) => [type.name, type]))
