// What a record referred to is called comes in wire form, whatever type its title has.
import { expect, it } from 'vitest'
import { newApp, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'

const definition = (type: string) => ({
  format: 1,
  key: 'sales',
  settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' },
  modules: [
    { key: 'one', title: 'name', fields: [{ key: 'name', type }] },
    {
      key: 'two',
      title: 'label',
      fields: [
        { key: 'label', type: 'text' },
        { key: 'to', type: 'relation', module: 'one' },
      ],
    },
  ],
})

onBothDatabases('titles of records referred to', (dialect) => {
  it.each([
    ['text', 'Anna'],
    ['boolean', true],
    ['boolean', false],
    ['integer', 5],
    ['money', 12],
    ['money', 12.34],
    ['date', '2026-01-02'],
    ['datetime', '2026-03-01T06:30:00.000Z'],
  ])('of type %s: %j', async (type, value) => {
    const place = await newPlace(dialect)
    try {
      const app = await newApp(await place.connect(), definition(type))
      const { _id } = unwrap(await app.create('one', { name: value }))
      unwrap(await app.create('two', { label: 'x', to: _id }))
      expect((await app.list('two')).records[0]?._titles.to).toBe(value)
    } finally {
      await place.remove()
    }
  })
})
