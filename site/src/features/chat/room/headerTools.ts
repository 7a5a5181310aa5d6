import { createContext } from 'react';

/** Where in a room's header the conversation puts its own buttons; null until that is on the page. */
export const HeaderTools = createContext<HTMLElement | null>(null);
