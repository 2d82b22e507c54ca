/** A file of which nothing can be read: why, in a sentence that names it. */
export class ImportRefused extends Error {}
