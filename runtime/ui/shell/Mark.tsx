// The product's mark: stages growing narrower, drawn by code.
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="3" width="18" height="3.6" rx="1.2" fill="var(--stage-first)" />
      <rect x="3.5" y="8.2" width="13" height="3.6" rx="1.2" fill="color-mix(in oklab, var(--stage-first), var(--stage-last))" />
      <rect x="6.5" y="13.4" width="7" height="3.6" rx="1.2" fill="var(--stage-last)" />
    </svg>
  )
}
