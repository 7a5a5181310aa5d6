/** Closed to every role: only the server itself writes here, through the Local API. */
export const nobody = (): boolean => false;
