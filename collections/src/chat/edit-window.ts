/** How long after posting authors may edit their messages, where a room says nothing else. */
export const usualEditWindowSeconds = 24 * 60 * 60; // a day
