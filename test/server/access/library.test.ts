// The sign-in library behind its process: it makes users once, refuses with a status, is started again after it was closed, and loses nobody's question.
import { expect, it } from 'vitest'
import { createAccounts } from '../../../server/access/better-auth.ts'
import { openLibrary } from '../../../server/access/library.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'

const user = { name: 'Anna', email: 'anna@example.com', password: 'a long password', admin: false, roles: '{}' }

onBothDatabases('the sign-in library', (dialect) => {
  it('answers many at once, makes a user once, and is started again when it is needed', async () => {
    const place = await newPlace(dialect)
    let told = 0
    const library = openLibrary(
      { target: place.target, secret: 'a secret of more than thirty-two characters', publicUrl: undefined },
      () => {
        told += 1
      },
    )
    try {
      await createAccounts(await place.connect())
      expect(await library.createUser(user)).toMatch(/^[\da-f-]{36}$/)
      const nobody: [string, string][] = []
      const answers = await Promise.all([
        library.createUser(user),
        library.call('signInEmail', { email: user.email, password: user.password }, nobody).then((answer) => answer.status),
        library.call('signInEmail', { email: user.email, password: 'another password' }, nobody).then((answer) => answer.status),
        library.call('changePassword', { currentPassword: 'x', newPassword: 'y' }, nobody).then((answer) => answer.status < 400),
      ])
      expect(answers).toEqual([undefined, 200, 401, false])
      expect(told).toBe(5)
      const asked = library.call('signOut', {}, nobody)
      const refused = expect(asked).rejects.toThrow('closed')
      await library.close()
      await refused
      const again = await library.call('signInEmail', { email: user.email, password: user.password }, nobody)
      expect([again.status, again.cookies.length > 0]).toEqual([200, true])
    } finally {
      await library.close()
      await place.remove()
    }
  })
})
