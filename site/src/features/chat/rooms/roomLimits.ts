/** In characters; the server has the last word. */
export const longestTitle = 80;
export const longestTopic = 280;
