// The commands of the product, in the order help shows them.

import type { Command } from './command.ts'
import { apply, create, exportApp, plan, validate } from './definition.ts'
import { importFile } from './import.ts'
import { report } from './report.ts'
import { serve } from './serve.ts'
import { createUser } from './user.ts'

export const COMMANDS: readonly Command[] = [serve, validate, create, plan, apply, exportApp, importFile, report, createUser]
