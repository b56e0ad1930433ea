// Devices in words, and time zones to choose from.
import { describe, expect, it } from 'vitest'
import { deviceOf } from '../../../../runtime/ui/account/device.ts'
import { zoneChoices } from '../../../../runtime/ui/account/zones.ts'

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome 140',
      'Windows',
      false,
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1',
      'Edge 140',
      'Windows',
      false,
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari 18',
      'macOS',
      false,
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari 18',
      'iPhone',
      true,
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox 145', 'Linux', false],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      'Chrome 141',
      'Android',
      true,
    ],
    ['node', undefined, undefined, false],
    [null, undefined, undefined, false],
  ])('%s', (agent, browser, system, phone) => expect(deviceOf(agent)).toEqual({ browser, system, phone }))
})

describe('time zones', () => {
  const winter = Date.UTC(2026, 0, 15)

  it('tell what their clocks are ahead', () => {
    const zones = new Map(zoneChoices('en', null, winter).map(({ value, label }) => [value, label]))
    expect(zones.get('Europe/Berlin')).toBe('Europe/Berlin UTC+01:00')
    expect(zones.get('Asia/Shanghai')).toContain('UTC+08:00')
    expect(zones.size).toBeGreaterThan(300)
  })

  it('hold the present one also where the browser does not list it, and nothing that is none', () => {
    expect(zoneChoices('zh-CN', 'Asia/Calcutta', winter).map(({ value }) => value)).toContain('Asia/Calcutta')
    expect(zoneChoices('zh-CN', 'Nowhere/Land', winter).map(({ value }) => value)).not.toContain('Nowhere/Land')
  })
})
