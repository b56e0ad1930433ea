// What the first bytes of a file say it is, for the kinds that begin in a known way: a page that calls itself a picture is refused.

const ZIP = ['504b0304', '504b0506', '504b0708']
const OLE = ['d0cf11e0a1b11ae1']

/** Beginnings in hex, `.` for any digit. */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  pdf: ['25504446'],
  png: ['89504e470d0a1a0a'],
  jpg: ['ffd8ff'],
  jpeg: ['ffd8ff'],
  gif: ['474946383761', '474946383961'],
  webp: ['52494646........57454250'],
  wav: ['52494646........57415645'],
  heic: ['........66747970'],
  mp4: ['........66747970'],
  m4a: ['........66747970'],
  mov: ['........66747970', '........6d6f6f76', '........6d646174', '........77696465', '........66726565'],
  mp3: ['494433', 'fffb', 'fff3', 'fff2', 'fffa'],
  zip: ZIP,
  docx: ZIP,
  xlsx: ZIP,
  pptx: ZIP,
  odt: ZIP,
  ods: ZIP,
  odp: ZIP,
  doc: OLE,
  xls: OLE,
  ppt: OLE,
}
const TEXTS = new Set(['txt', 'csv', 'md'])

/** Whether the bytes may be what the extension says. Kinds without a known beginning may be anything. */
export function fits(extension: string, bytes: Uint8Array): boolean {
  if (TEXTS.has(extension)) return isText(bytes)
  const known = Object.hasOwn(BEGINNINGS, extension) ? BEGINNINGS[extension] : undefined
  if (!known) return true
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return known.some((beginning) => new RegExp(`^${beginning}`).test(start))
}

/** Text of any encoding but the ones with NUL in every second place, which say so in their first bytes. */
function isText(bytes: Uint8Array): boolean {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return wide || !bytes.subarray(0, 4096).includes(0)
}
