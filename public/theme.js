// Before the first paint, so that a chosen theme does not flash the other one.
try {
  const theme = localStorage.getItem('dmscope.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme then stands.
}
