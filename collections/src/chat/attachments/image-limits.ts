/** What is taken in, and what is kept. */
export const largestImage = {
  /**
   * Of all frames together, which is what decoding one costs memory for. A phone's camera has 50
   * million; a bomb of a few kilobytes can have billions.
   */
  pixels: 64_000_000,
  /** A larger image is made smaller: pixels of the longer side. */
  side: 4096,
};
