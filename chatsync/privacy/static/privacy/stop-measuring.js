// Runs before a measuring service's script. From the moment in which somebody withdraws, or a
// privacy signal is there, this page sends the service nothing, not even when it is left: a policy
// added to the document can only narrow it (CSP level 3, 5.1), and the browser enforces it.

const NARROW = "connect-src 'self'; img-src 'self' data:; script-src 'none'; frame-src 'none'";

function stop() {
  if (document.head.querySelector("meta[data-stopped]")) return;
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = NARROW;
  policy.dataset.stopped = "";
  document.head.append(policy);
}

function stopWhereForbidden() {
  if (navigator.globalPrivacyControl === true || navigator.doNotTrack === "1") stop();
}

stopWhereForbidden();
new BroadcastChannel("cs-consent").addEventListener("message", stop);
for (const moment of ["visibilitychange", "pagehide"]) {
  window.addEventListener(moment, stopWhereForbidden, true);
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
