// `npm run schema`: writes the published schema and the definition reference. A test keeps both true.
import { writeFileSync } from 'node:fs'
import { publishedSchema } from '../../runtime/definition/field-schema.ts'
import { productPath } from '../product.ts'
import { definitionReference } from './reference.ts'

writeFileSync(productPath('docs', 'app-definition.schema.json'), `${JSON.stringify(publishedSchema(), null, 2)}\n`)
writeFileSync(productPath('docs', 'definition.md'), definitionReference())
