// Sets the colours a visitor chose before anything is painted; src/app/theme.ts keeps the choice.
try {
  const theme = localStorage.getItem('coco.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's colours stand.
}
