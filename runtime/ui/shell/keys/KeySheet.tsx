// The sheet of keys: every key that does something right now, as the screens have told.

import { useWords } from '../../words/words.tsx'
import { COMMAND_GROUPS, useAllCommands } from '../commands.ts'
import { Dialog } from '../Dialog.tsx'
import { KeyCaps } from './KeyCaps.tsx'
import classes from './Keys.module.css'

export default function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined && keys.length > 0)
  return (
    <Dialog onClose={onClose} title={say('key.sheet')} size={760} yOffset="8vh" transitionProps={{ duration: 0 }}>
      <div className={classes.groups}>
        {COMMAND_GROUPS.map((group) => {
          const lines = commands.filter((command) => command.group === group)
          if (lines.length === 0) return null
          return (
            <section key={group} className={classes.group}>
              <h3>{say(`command.${group}`)}</h3>
              <dl>
                {lines.map(({ id, label, keys = [] }) => (
                  <div key={id} className={classes.line}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((each) => (
                        <KeyCaps key={each} keys={each} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
