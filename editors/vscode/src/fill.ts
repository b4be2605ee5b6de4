// Placeholders in texts.

/** Puts the arguments in the places of `{0}`, `{1}`; what has none stays as it is. */
export function fill(text: string, args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (place, at: string) => String(args[Number(at)] ?? place));
}
