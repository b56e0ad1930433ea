// A template to choose: its pipeline drawn, what it is for, the stages, modules and reports it brings, with or without sample data.
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { type Label, textOf } from '../../label.ts'
import { Icon } from '../shell/icons.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { PipelinePreview } from './PipelinePreview.tsx'
import classes from './Setup.module.css'

interface Named {
  readonly key: string
  readonly label: Label
}

export interface Template extends Named {
  readonly description: Label
  readonly modules: readonly (Named & { readonly icon: string })[]
  readonly stages: readonly (Named & { readonly type: 'open' | 'won' | 'lost' })[]
  readonly reports: readonly Named[]
  /** Sample records by module; null: it has none. */
  readonly sample: Readonly<Record<string, number>> | null
}

interface TemplateCardProps {
  readonly template: Template
  /** Whether sample data is wanted before anybody says so. */
  readonly wantsSample: boolean
  readonly busy: boolean
  readonly onUse: (sample: boolean) => void
}

export function TemplateCard({ template, wantsSample, busy, onUse }: TemplateCardProps) {
  const say = useWords()
  const locale = useLocale()
  const [chosen, setChosen] = useState<boolean>()
  const sample = template.sample !== null && (chosen ?? wantsSample)
  const nameOf = ({ key, label }: Named) => textOf(label, locale, key)
  const name = nameOf(template)
  const counts = template.modules.flatMap((module) => {
    const count = template.sample?.[module.key]
    return count ? [`${nameOf(module)} ${count}`] : []
  })
  return (
    <li className={classes.template}>
      <PipelinePreview stages={template.stages} />
      <h3>{name}</h3>
      <p>{textOf(template.description, locale)}</p>
      <dl className={classes.brings}>
        <div>
          <dt>{say('new.stages')}</dt>
          <dd>
            <ol>
              {template.stages.map((stage) => (
                <li key={stage.key} data-type={stage.type}>
                  {nameOf(stage)}
                </li>
              ))}
            </ol>
          </dd>
        </div>
        <div>
          <dt>{say('new.modules')}</dt>
          <dd>
            <ul>
              {template.modules.map((module) => (
                <li key={module.key}>
                  <Icon name={module.icon} size={14} /> {nameOf(module)}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        {template.reports.length > 0 && (
          <div>
            <dt>{say('rail.reports')}</dt>
            <dd>
              <ul>
                {template.reports.map((report) => (
                  <li key={report.key}>{nameOf(report)}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      <div className={classes.use}>
        {template.sample && (
          <Checkbox
            label={say('new.sample')}
            description={say('new.sample.text', { counts: counts.join(say('list.comma')) })}
            checked={sample}
            onChange={(event) => setChosen(event.currentTarget.checked)}
          />
        )}
        <Button size="sm" loading={busy} onClick={() => onUse(sample)} aria-label={say('new.use', { template: name })}>
          {say('new.use_this')}
        </Button>
      </div>
    </li>
  )
}
