/** Days since 1970-01-01. */
export type Day = number
