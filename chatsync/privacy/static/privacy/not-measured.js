// The person is not, or no longer, measured: pages that are still open in other tabs stop as well.

new BroadcastChannel("cs-consent").postMessage("stop");
