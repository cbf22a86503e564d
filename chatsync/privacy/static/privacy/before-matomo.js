// Tells Matomo's script, before it runs, to keep nothing in the browser and to count one page view.

const { host, site } = document.currentScript.dataset;

window._paq = [
  ["disableCookies"],
  ["disableBrowserFeatureDetection"],
  ["setDoNotTrack", true],
  ["setTrackerUrl", `${host}/matomo.php`],
  ["setSiteId", site],
  ["setRequestMethod", "POST"],
  ["alwaysUseSendBeacon"],
  ["trackPageView"],
];
