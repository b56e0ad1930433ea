// Sizes that scripts and style sheets agree on.

/** Width of what stands before the first column. */
export const LEAD = 44
/** Height of the heads, and of the figures below. */
export const HEAD = 32
