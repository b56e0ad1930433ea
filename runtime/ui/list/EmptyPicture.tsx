// An empty table, drawn by code.
export function EmptyPicture() {
  return (
    <svg width="120" height="72" viewBox="0 0 120 72" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="118" height="70" rx="6" stroke="var(--mantine-color-default-border)" strokeWidth="1.5" />
      <path d="M1 19h118" stroke="var(--mantine-color-default-border)" strokeWidth="1.5" />
      <rect x="10" y="8" width="26" height="4" rx="2" fill="var(--stage-first)" />
      <rect x="10" y="29" width="60" height="4" rx="2" fill="var(--line)" />
      <rect x="10" y="43" width="44" height="4" rx="2" fill="var(--line)" />
      <rect x="10" y="57" width="52" height="4" rx="2" fill="var(--line)" />
      <rect x="90" y="29" width="20" height="4" rx="2" fill="var(--line)" />
      <rect x="90" y="43" width="20" height="4" rx="2" fill="var(--line)" />
      <rect x="90" y="57" width="20" height="4" rx="2" fill="var(--line)" />
    </svg>
  )
}
