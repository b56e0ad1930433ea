// The definition language, format 1: one JSON Schema per part. Types, validation, the published schema file and the reference page all come from here.
// Parts refer to each other by $id; the settings of a field come from its type (fields/index.ts), see field-schema.ts.
export const FORMAT = 1
export const KEY_PATTERN = '^[a-z][a-z0-9_]{0,47}$'
const MAX_MODULES = 200
const MAX_FIELDS = 500
const MAX_ITEMS = 5000

export const key = {
  type: 'string',
  pattern: KEY_PATTERN,
  description: 'Identity, fixed once published: lower-case letters, digits and _, at most 48 characters.',
} as const
export const expression = { type: 'string', minLength: 1, maxLength: 2000 } as const
export const label = { $ref: 'stagewright:label' } as const

export const labelSchema = {
  $id: 'stagewright:label',
  description: 'A text people read: plain, or one per language.',
  type: ['string', 'object'],
  minLength: 1,
  maxLength: 2000,
  properties: { en: { type: 'string', minLength: 1, maxLength: 2000 }, 'zh-CN': { type: 'string', minLength: 1, maxLength: 2000 } },
  minProperties: 1,
  additionalProperties: false,
} as const

export const settingsSchema = {
  $id: 'stagewright:settings',
  description: 'What holds for the whole app.',
  type: 'object',
  properties: {
    locale: { enum: ['zh-CN', 'en'], description: 'Language of a new user.' },
    timeZone: { type: 'string', minLength: 1, maxLength: 64, description: 'IANA name; days, weeks and months are cut in it.' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217 code of money fields that name none.' },
  },
  required: ['locale', 'timeZone', 'currency'],
  additionalProperties: false,
} as const

export const dictionaryItemSchema = {
  $id: 'stagewright:dictionary-item',
  description: 'An entry of a dictionary; `items` are its next level.',
  type: 'object',
  properties: {
    key,
    label,
    action: { ...label, description: 'What to do about it; every loss reason should carry one.' },
    color: { type: 'string', pattern: '^#[0-9a-f]{6}$', description: 'A colour as #rrggbb.' },
    active: { type: 'boolean', description: 'false: kept on old records, not offered for new ones.' },
    items: { type: 'array', items: { $ref: 'stagewright:dictionary-item' }, minItems: 1, maxItems: MAX_ITEMS },
  },
  required: ['key'],
  additionalProperties: false,
} as const

export const dictionarySchema = {
  $id: 'stagewright:dictionary',
  description: 'A list of choices of one or more levels, shared by fields.',
  type: 'object',
  properties: { key, label, items: { type: 'array', items: { $ref: 'stagewright:dictionary-item' }, maxItems: MAX_ITEMS } },
  required: ['key', 'items'],
  additionalProperties: false,
} as const

/** What every field has, whatever its type; the type's own settings stand beside these. */
export const fieldBaseSchema = {
  $id: 'stagewright:field-base',
  description: 'A field of a module.',
  type: 'object',
  properties: {
    key,
    type: { type: 'string', description: 'The field type.' },
    label,
    help: { ...label, description: 'A hint below the input.' },
    required: {
      type: ['boolean', 'string'],
      minLength: 1,
      maxLength: 2000,
      description: 'true, or a condition under which a value is required.',
    },
    readOnly: {
      type: ['boolean', 'string'],
      minLength: 1,
      maxLength: 2000,
      description: 'true, or a condition under which people cannot change the value.',
    },
    visible: { ...expression, description: 'A condition; the field is neither shown nor required while it does not hold.' },
    unique: { type: 'boolean', description: 'No two records outside the trash share a value.' },
    default: { description: 'The value of a new record.' },
  },
  required: ['key', 'type'],
} as const

export const layoutSectionSchema = {
  $id: 'stagewright:layout-section',
  description: 'A section of a tab: fields in columns.',
  type: 'object',
  properties: {
    key,
    label,
    columns: { type: 'integer', minimum: 1, maximum: 4, description: 'Columns on a wide screen; 2 unless given.' },
    visible: { ...expression, description: 'A condition; the section is shown while it holds.' },
    fields: {
      type: 'array',
      maxItems: MAX_FIELDS,
      items: {
        type: 'object',
        properties: {
          field: key,
          span: { type: 'integer', minimum: 1, maximum: 4, description: 'Columns the field takes; 1 unless given.' },
        },
        required: ['field'],
        additionalProperties: false,
      },
    },
  },
  required: ['key', 'fields'],
  additionalProperties: false,
} as const

export const layoutTabSchema = {
  $id: 'stagewright:layout-tab',
  description: 'A tab of the record page.',
  type: 'object',
  properties: {
    key,
    label,
    visible: { ...expression, description: 'A condition; the tab is shown while it holds.' },
    sections: { type: 'array', items: { $ref: 'stagewright:layout-section' }, minItems: 1, maxItems: 50 },
  },
  required: ['key', 'sections'],
  additionalProperties: false,
} as const

/** A field key or the name of a system member. */
const member = { type: 'string', minLength: 1, maxLength: 64 } as const

export const viewSchema = {
  $id: 'stagewright:view',
  description: 'A way to look at a module: a list, a board with one column per stage, or a calendar.',
  type: 'object',
  properties: {
    key,
    label,
    type: { enum: ['list', 'board', 'calendar'] },
    roles: {
      type: 'array',
      items: key,
      minItems: 1,
      maxItems: 100,
      description: 'Only people with one of these roles are offered the view.',
    },
    fields: {
      type: 'array',
      items: { type: 'string', maxLength: 64 },
      minItems: 1,
      maxItems: 60,
      description:
        'Columns of the list, or lines of the card or entry: field keys or system names. Fields whose keys begin with next_ are the next step in the foot of a card.',
    },
    where: { ...expression, description: 'A condition; only records for which it holds are shown.' },
    sort: {
      type: 'array',
      maxItems: 4,
      items: {
        type: 'object',
        properties: { field: { type: 'string', maxLength: 64 }, descending: { type: 'boolean' } },
        required: ['field'],
        additionalProperties: false,
      },
    },
    group: { ...member, description: 'List: rows are grouped by this member.' },
    widths: {
      type: 'object',
      additionalProperties: { type: 'integer', minimum: 60, maximum: 800 },
      maxProperties: 60,
      description: 'List: widths of columns in pixels, by member.',
    },
    pinned: { type: 'integer', minimum: 0, maximum: 10, description: 'List: how many of the first columns stay in place.' },
    totals: {
      type: 'object',
      additionalProperties: { enum: ['sum', 'avg', 'min', 'max'] },
      maxProperties: 60,
      description: 'List: the figure below a column, by member.',
    },
    pipeline: { ...key, description: 'Board: the pipeline whose stages are the columns; the first of the module unless given.' },
    sum: { ...key, description: 'Board: the number field summed at the head of a column.' },
    swimlane: { ...member, description: 'Board: cards are parted into lanes by this member.' },
    date: { ...member, description: 'Calendar: the date or moment a record stands at.' },
    until: { ...member, description: 'Calendar: the date or moment a record lasts until.' },
  },
  required: ['key', 'type', 'fields'],
  additionalProperties: false,
} as const

const { key: _key, label: _label, roles: _roles, ...ofSavedViews } = viewSchema.properties

/** What a saved view holds: a view without key, label and roles, which it has in its own way. */
export const savedViewSchema = {
  ...viewSchema,
  $id: 'stagewright:saved-view',
  properties: ofSavedViews,
  required: ['type', 'fields'],
} as const

export const ruleSchema = {
  $id: 'stagewright:rule',
  description: 'A validation rule: a record for which `check` is false is refused with the message (unknown passes).',
  type: 'object',
  properties: {
    key,
    check: expression,
    message: label,
    fields: { type: 'array', items: key, maxItems: 20, description: 'Fields the message stands at.' },
  },
  required: ['key', 'check', 'message'],
  additionalProperties: false,
} as const

export const duplicateSchema = {
  $id: 'stagewright:duplicate',
  description: 'Records that agree in all these fields count as duplicates.',
  type: 'object',
  properties: { key, fields: { type: 'array', items: key, minItems: 1, maxItems: 5 }, action: { enum: ['block', 'warn'] } },
  required: ['key', 'fields', 'action'],
  additionalProperties: false,
} as const

export const activitySchema = {
  $id: 'stagewright:activity',
  description:
    'Marks a module whose records are activities: calls, meetings, messages, tasks. They stand in the timeline of what they are about and on the day of their owner.',
  type: 'object',
  properties: {
    at: { ...key, description: 'The date or moment it is due, or took place.' },
    open: { ...expression, description: 'Holds while it is still to be done.' },
    complete: {
      type: 'object',
      minProperties: 1,
      maxProperties: 10,
      description: 'Values that ticking it off sets, by field.',
    },
    about: { type: 'array', items: key, minItems: 1, maxItems: 10, description: 'Relations that say what it is about.' },
    kind: { ...key, description: 'The choice that tells calls from meetings.' },
    direction: { ...key, description: 'The choice that tells incoming from outgoing.' },
    text: { ...key, description: 'What was said: shown in the timeline.' },
    response: { ...expression, description: 'Holds where it counts as a response to a lead.' },
    participants: { ...key, description: 'The relation to the people who took part.' },
  },
  required: ['at', 'open', 'about'],
  additionalProperties: false,
} as const

export const decisionMapSchema = {
  $id: 'stagewright:decision-map',
  description: 'Who decides: the people of a record with their roles in the decision, and the roles nobody holds yet.',
  type: 'object',
  properties: {
    people: { ...key, description: 'The module of the people.' },
    via: { ...key, description: 'Their relation to the module of `of`, or to this module.' },
    of: { ...key, description: 'The relation of this module through which they are found, such as the account of a deal.' },
    roles: { ...key, description: 'Their field with the roles in the decision: one choice or several.' },
    needed: { type: 'array', items: key, maxItems: 50, description: 'Roles that should be known; all of them unless given.' },
  },
  required: ['people', 'via', 'roles'],
  additionalProperties: false,
} as const

export const moduleSchema = {
  $id: 'stagewright:module',
  description: 'A kind of record: its fields, how they are laid out, how they are looked at, what must hold.',
  type: 'object',
  properties: {
    key,
    label,
    icon: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,40}$', description: 'Name of a lucide icon.' },
    title: { ...key, description: 'The field that names a record.' },
    fields: { type: 'array', items: { $ref: 'stagewright:field' }, minItems: 1, maxItems: MAX_FIELDS },
    layout: {
      type: 'array',
      items: { $ref: 'stagewright:layout-tab' },
      minItems: 1,
      maxItems: 20,
      description: 'Tabs; without it all fields stand in one section.',
    },
    views: { type: 'array', items: { $ref: 'stagewright:view' }, maxItems: 50 },
    rules: { type: 'array', items: { $ref: 'stagewright:rule' }, maxItems: 100 },
    duplicates: { type: 'array', items: { $ref: 'stagewright:duplicate' }, maxItems: 10 },
    activity: { $ref: 'stagewright:activity' },
    decision: { $ref: 'stagewright:decision-map' },
  },
  required: ['key', 'title', 'fields'],
  additionalProperties: false,
} as const

export const criterionSchema = {
  $id: 'stagewright:criterion',
  description: 'What must hold for a record to enter or leave a stage or to pass a transition; unknown does not hold.',
  type: 'object',
  properties: {
    key,
    when: { ...expression, description: 'A condition over the record as it will be; `before.field` is the record as it was.' },
    label: { ...label, description: 'What it says to people; without it the condition is told as a sentence.' },
    remedy: { ...label, description: 'What somebody has to do so that it holds.' },
  },
  required: ['key', 'when'],
  additionalProperties: false,
} as const

const criteria = { type: 'array', items: { $ref: 'stagewright:criterion' }, maxItems: 30 } as const

export const stageSchema = {
  $id: 'stagewright:stage',
  description: 'A stage of a pipeline. Open stages rank in the order of the list; won ranks after all of them, lost has no rank.',
  type: 'object',
  properties: {
    key,
    label,
    type: { enum: ['open', 'won', 'lost'] },
    probability: { type: 'integer', minimum: 0, maximum: 100, description: 'Chance to win, whole percent.' },
    group: { ...key, description: 'The stage group it belongs to.' },
    description: { ...label, description: 'What the stage means.' },
    psychology: { ...label, description: 'What the customer thinks at this point.' },
    keyAction: { ...label, description: 'The one action that moves the record on.' },
    criterion: { ...label, description: 'What must be achieved before the record leaves.' },
    enter: { ...criteria, description: 'What must hold to enter the stage or to pass it by; going back and losing ask for nothing.' },
    exit: { ...criteria, description: 'What must hold to leave the stage forward.' },
    dwell: {
      type: 'object',
      properties: { limit: { type: 'string', pattern: '^[1-9][0-9]{0,3}[hdw]$', description: 'Hours, days or weeks: 12h, 10d, 2w.' } },
      required: ['limit'],
      additionalProperties: false,
      description: 'How long a record should stay at most.',
    },
  },
  required: ['key', 'type'],
  additionalProperties: false,
} as const

const stages = {
  type: ['string', 'array'],
  pattern: '^([*]|[a-z][a-z0-9_]{0,47})$',
  items: key,
  minItems: 1,
  maxItems: 60,
  description: 'A stage, several stages, or * for any.',
} as const

export const askSchema = {
  $id: 'stagewright:ask',
  description: 'What a transition asks for: a field, an item of a checklist, a note, or a reason from a dictionary.',
  anyOf: [
    {
      type: 'object',
      properties: {
        field: { ...key, description: 'The field to fill in; a file field asks for an attachment.' },
        required: { type: 'boolean', description: 'false: offered, not demanded. Demanded unless given.' },
        when: { ...expression, description: 'Asked only while this condition holds.' },
      },
      required: ['field'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        check: { ...key, description: 'Identity of the item of the checklist.' },
        label: { ...label, description: 'What is ticked off.' },
        required: { type: 'boolean', description: 'false: offered, not demanded. Demanded unless given.' },
      },
      required: ['check', 'label'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        note: { enum: ['required', 'optional'], description: 'Words kept with the visit.' },
        into: { ...key, description: 'The field of the record that takes them too.' },
      },
      required: ['note'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        reason: { ...key, description: 'The dictionary the reason comes from.' },
        level: { type: 'integer', minimum: 1, maximum: 4, description: 'Down to which level it must be given; the deepest unless given.' },
        required: { type: 'boolean', description: 'false: offered, not demanded. Demanded unless given.' },
        into: { ...key, description: 'The field of the record that takes the reason too: a choice of the same dictionary.' },
      },
      required: ['reason'],
      additionalProperties: false,
    },
  ],
} as const

export const effectSchema = {
  $id: 'stagewright:effect',
  description: 'What happens with a transition: a field is set, or a record of another module (a task) is made.',
  anyOf: [
    {
      type: 'object',
      properties: {
        set: { ...key, description: 'The field that is set.' },
        to: { ...expression, description: 'Its new value, over the record as it will be.' },
      },
      required: ['set', 'to'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        create: { ...key, description: 'The module a record is made in.' },
        link: { ...key, description: 'The relation of that record that points to the one that moved.' },
        owner: { enum: ['owner', 'mover'], description: 'Whose it is: the owner of the record that moved unless given.' },
        values: {
          type: 'object',
          additionalProperties: expression,
          maxProperties: 60,
          description: 'Values of its fields: expressions over the record that moved.',
        },
      },
      required: ['create', 'values'],
      additionalProperties: false,
    },
  ],
} as const

export const transitionSchema = {
  $id: 'stagewright:transition',
  description: 'A move between stages: who may make it, what must hold, what it asks for, who approves it, what happens with it.',
  type: 'object',
  properties: {
    key,
    label,
    description: label,
    from: stages,
    to: stages,
    kind: {
      enum: ['advance', 'skip', 'regress', 'lose', 'win', 'revive', 'move'],
      description: 'Only moves of this kind; useful with *.',
    },
    who: {
      type: 'object',
      properties: {
        roles: { type: 'array', items: key, minItems: 1, maxItems: 100, description: 'People with one of these roles.' },
        owner: { type: 'boolean', description: 'true: the owner of the record.' },
        when: { ...expression, description: 'A condition over the record before the move; `me` is who moves it.' },
      },
      minProperties: 1,
      additionalProperties: false,
      description: 'Who may make the move; all that is given must hold.',
    },
    when: { ...criteria, description: 'What must hold besides the criteria of the stages.' },
    ask: { type: 'array', items: { $ref: 'stagewright:ask' }, maxItems: 60 },
    approval: {
      type: 'object',
      properties: {
        roles: { type: 'array', items: key, minItems: 1, maxItems: 100, description: 'People with one of these roles approve.' },
        manager: { type: 'boolean', description: 'true: the manager of a team of the one who asks approves.' },
      },
      minProperties: 1,
      additionalProperties: false,
      description: 'The move waits until somebody approves it; whoever may approve makes it at once.',
    },
    after: { type: 'array', items: { $ref: 'stagewright:effect' }, maxItems: 20 },
  },
  required: ['key', 'from', 'to'],
  additionalProperties: false,
} as const

export const pipelineSchema = {
  $id: 'stagewright:pipeline',
  description: 'The stages the records of a module pass.',
  type: 'object',
  properties: {
    key,
    label,
    module: key,
    groups: {
      type: 'array',
      maxItems: 20,
      items: { type: 'object', properties: { key, label }, required: ['key'], additionalProperties: false },
      description: 'Stage groups (nested stages).',
    },
    stages: { type: 'array', items: { $ref: 'stagewright:stage' }, minItems: 1, maxItems: 60 },
    strict: { type: 'boolean', description: 'true: only moves with a transition are possible; else every move is, within the criteria.' },
    start: {
      type: 'array',
      items: key,
      minItems: 1,
      maxItems: 60,
      description: 'Open stages a new record may begin in, the usual one first; the first open stage unless given.',
    },
    transitions: { type: 'array', items: { $ref: 'stagewright:transition' }, maxItems: 200 },
  },
  required: ['key', 'module', 'stages'],
  additionalProperties: false,
} as const

const scope = {
  anyOf: [
    { enum: ['none', 'own', 'team', 'all'] },
    { type: 'object', properties: { when: expression }, required: ['when'], additionalProperties: false },
  ],
  description: 'Which records: none, own, team, all, or { "when": condition }.',
} as const

export const conversionTargetSchema = {
  $id: 'stagewright:conversion-target',
  description: 'A record a conversion makes, or an existing one it takes in its place.',
  type: 'object',
  properties: {
    key,
    module: key,
    label,
    optional: { type: 'boolean', description: 'true: whoever converts may leave it out.' },
    match: {
      type: 'array',
      items: key,
      minItems: 1,
      maxItems: 5,
      description: 'Existing records with the same values in all of these fields are offered.',
    },
    values: {
      type: 'object',
      additionalProperties: expression,
      maxProperties: 60,
      description: 'Values of its fields: expressions over the record that is converted.',
    },
    links: {
      type: 'object',
      additionalProperties: key,
      maxProperties: 20,
      description: 'Relations of it that take the record of a target further up: field, key of that target.',
    },
    link: {
      type: 'object',
      properties: {
        on: {
          enum: ['source', 'target'],
          description: 'Where the relation stands: on the record that is converted, or on the one that is made.',
        },
        field: key,
      },
      required: ['on', 'field'],
      additionalProperties: false,
      description: 'The relation that keeps the tie between the two.',
    },
  },
  required: ['key', 'module', 'values'],
  additionalProperties: false,
} as const

export const conversionSchema = {
  $id: 'stagewright:conversion',
  description:
    'Turns a record into records of other modules in one step, such as a lead into an account, a contact and a deal. It can be taken back.',
  type: 'object',
  properties: {
    key,
    module: { ...key, description: 'The module whose records are converted.' },
    label,
    when: { ...expression, description: 'Which records can be converted.' },
    stage: { ...key, description: 'The stage the record moves to with it, by the rules of its pipeline.' },
    targets: { type: 'array', items: { $ref: 'stagewright:conversion-target' }, minItems: 1, maxItems: 10 },
  },
  required: ['key', 'module', 'targets'],
  additionalProperties: false,
} as const

export const roleSchema = {
  $id: 'stagewright:role',
  description: 'What people with this role may do. Whatever is not granted is refused.',
  type: 'object',
  properties: {
    key,
    label,
    design: { type: 'boolean', description: 'May edit the draft of the app.' },
    publish: { type: 'boolean', description: 'May publish and revert.' },
    modules: {
      type: 'array',
      maxItems: MAX_MODULES,
      items: {
        type: 'object',
        properties: {
          module: { type: 'string', pattern: '^([*]|[a-z][a-z0-9_]{0,47})$', description: 'A module, or * for those not named.' },
          create: { type: 'boolean' },
          read: scope,
          update: scope,
          delete: scope,
          import: { type: 'boolean' },
          export: { type: 'boolean' },
          hidden: { type: 'array', items: key, maxItems: MAX_FIELDS, description: 'Fields that do not exist for this role.' },
          readOnly: { type: 'array', items: key, maxItems: MAX_FIELDS, description: 'Fields this role sees but cannot change.' },
        },
        required: ['module'],
        additionalProperties: false,
      },
    },
  },
  required: ['key', 'modules'],
  additionalProperties: false,
} as const

export const navigationSchema = {
  $id: 'stagewright:navigation',
  description: 'An entry of the main menu: a module (with the view it opens) or a report.',
  type: 'object',
  properties: { key, label, module: key, view: key, report: key },
  required: ['key'],
  additionalProperties: false,
} as const

export const appSchema = {
  $id: 'stagewright:app',
  description: 'An app definition: one CRM as data.',
  type: 'object',
  properties: {
    format: { const: FORMAT, description: 'Version of the definition language.' },
    key,
    label,
    description: label,
    settings: { $ref: 'stagewright:settings' },
    dictionaries: { type: 'array', items: { $ref: 'stagewright:dictionary' }, maxItems: 200 },
    modules: { type: 'array', items: { $ref: 'stagewright:module' }, maxItems: MAX_MODULES },
    pipelines: { type: 'array', items: { $ref: 'stagewright:pipeline' }, maxItems: 100 },
    scorecards: { type: 'array', items: { $ref: 'stagewright:scorecard' }, maxItems: 50 },
    conversions: { type: 'array', items: { $ref: 'stagewright:conversion' }, maxItems: 50 },
    reports: { type: 'array', items: { $ref: 'stagewright:report' }, maxItems: 500 },
    roles: { type: 'array', items: { $ref: 'stagewright:role' }, maxItems: 100 },
    navigation: { type: 'array', items: { $ref: 'stagewright:navigation' }, maxItems: 100 },
  },
  required: ['format', 'key', 'settings', 'modules'],
  additionalProperties: false,
} as const
