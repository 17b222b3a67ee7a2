#!/usr/bin/env bash
# Makes the pictures of every page anew, from a running demo market, into wwwroot-assets/screenshots: English in light at both widths, some pages in dark and in Chinese too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly kept=wwwroot-assets/screenshots
taken=$(mktemp -d)
trap 'rm -rf "$taken"' EXIT

PORTAL_SCREENSHOTS="$taken" dotnet test tests/Portal.Browser.Tests --configuration Release --filter "FullyQualifiedName~EveryPageTests.Is_accessible"
rm -f "$kept"/*.png
cp "$taken"/*[a-z]-1440-light.png "$taken"/*[a-z]-390-light.png "$kept"
rm -f "$kept"/*-zh-Hans-*.png
for page in overview fund liquidation adl; do
  cp "$taken/$page-1440-dark.png" "$taken/$page-390-dark.png" "$taken/$page-zh-Hans-1440-light.png" "$taken/$page-zh-Hans-390-light.png" "$kept"
done
