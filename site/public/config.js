// Settings of this site, read by the browser each time it loads. Edit here; nothing has to be built again.

// Where the API answers, without a slash at the end; commented out, it is the origin the site comes from
// (or what VITE_API_BASE_URL said when the site was built).
// window.API_BASE_URL = 'https://api.example.org';
