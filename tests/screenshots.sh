#!/usr/bin/env bash
# Makes the pictures of every page anew into wwwroot-assets/screenshots: the public's from a running demo market, English in light at both widths, some pages in dark and in Chinese too;
# a few of the operators', light and dark on a desk and light on a phone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly kept=wwwroot-assets/screenshots
taken=$(mktemp -d)
trap 'rm -rf "$taken"' EXIT
mkdir "$taken/public" "$taken/operators"

PORTAL_SCREENSHOTS="$taken/public" dotnet test tests/Portal.Browser.Tests --configuration Release --filter "FullyQualifiedName~EveryPageTests.Is_accessible"
PORTAL_SCREENSHOTS="$taken/operators" dotnet test tests/Portal.Browser.Tests --configuration Release --no-build \
  --filter "FullyQualifiedName~DashboardTests|FullyQualifiedName~OperatorsRatesTests|FullyQualifiedName~OperatorsSourcesTests|FullyQualifiedName~A_payment_a_policy_and_a_freeze"

rm -f "$kept"/*.png
cp "$taken"/public/*[a-z]-1440-light.png "$taken"/public/*[a-z]-390-light.png "$kept"
rm -f "$kept"/*-zh-Hans-*.png
for page in overview fund liquidation adl; do
  cp "$taken/public/$page"-{1440-dark,390-dark,zh-Hans-1440-light,zh-Hans-390-light}.png "$kept"
done
for page in dashboard-well rates proposal quarantine-record; do
  cp "$taken/operators/admin-$page"-{1440-light,1440-dark,390-light}.png "$kept"
done
