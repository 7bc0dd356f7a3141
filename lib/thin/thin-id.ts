/** A thin ID is a number of 24 bits: all that the kernel knows a thin volume by. */
export const MAX_THIN_ID = 2 ** 24 - 1;
