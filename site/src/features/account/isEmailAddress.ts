/** Catches slips of the pen; whether the address exists only a message to it could tell. */
export function isEmailAddress(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
}
