#!/usr/bin/env bash
# Runs every test there is: restores exactly the locked packages, builds Release once, then runs each test project, the browser's included, and the
# front end's own check and tests where its package.json has them.
# Ends with "N passed, N failed, N skipped"; fails when a test failed and when a project ran none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly hang_time_max=4m
readonly results=tests/TestResults
readonly chromium="${PORTAL_TEST_CHROMIUM:-/usr/bin/chromium}"

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

install_chromium() {
  echo "Chromium was not found at $chromium: installing Debian's, with fonts."
  as_root apt-get -o DPkg::Lock::Timeout=120 update -qq </dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends \
    chromium fonts-noto-core fonts-noto-cjk </dev/null >/dev/null
}

# The packages start a broker where there is an init; the tests start their own, and skip what needs one where it can't be had.
install_rabbitmq() {
  echo "RabbitMQ's server was not found: installing Debian's."
  if ! { as_root apt-get -o DPkg::Lock::Timeout=120 update -qq </dev/null \
    && as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends \
      rabbitmq-server </dev/null >/dev/null; }; then
    echo "It could not be installed: the broker's tests will show as skipped."
  fi
}

# The counters of every result file in a folder, added up: "total passed failed".
count() {
  local file counters total=0 passed=0 failed=0
  shopt -s nullglob
  for file in "$1"/*.trx; do
    counters=$(grep -oE '<Counters [^>]*>' "$file" | head -n 1)
    total=$((total + $(attribute total "$counters")))
    passed=$((passed + $(attribute passed "$counters")))
    failed=$((failed + $(attribute failed "$counters") + $(attribute error "$counters") + $(attribute timeout "$counters") + $(attribute aborted "$counters")))
  done
  shopt -u nullglob
  echo "$total $passed $failed"
}

attribute() {
  sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$2"
}

# Whatever ends this early, a build that fails for example, the last line says that it did not go well.
reported=no
trap '[[ $reported == yes ]] || echo "0 passed, 1 failed, 0 skipped"' EXIT

[[ -x $chromium ]] || install_chromium
[[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || install_rabbitmq

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet restore Portal.sln --locked-mode
dotnet build Portal.sln --no-restore --configuration Release -nodeReuse:false

rm -rf "$results"
mkdir -p "$results"
total_passed=0 total_failed=0 total_skipped=0 broken=()

# Runs one project; its exit code stays beside its results. Everything it says goes to one file, so that two at a time can be read.
run_project() {
  local name
  name=$(basename "$1" .csproj)
  mkdir -p "$results/$name"
  local outcome=0
  dotnet test "$1" --no-build --configuration Release --results-directory "$results/$name" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" \
    --blame-hang --blame-hang-timeout "$hang_time_max" --blame-hang-dump-type none </dev/null >"$results/$name/output.log" 2>&1 || outcome=$?
  echo "$outcome" >"$results/$name/outcome"
}

# Two at a time, in two rows of about the same length: the browser's tests wait more than they work.
readonly beside=(Portal.Browser.Tests Portal.Settlement.Tests Portal.Worker.Tests)
run_beside() {
  local name
  for name in "${beside[@]}"; do
    run_project "tests/$name/$name.csproj"
  done
}
run_beside &
others=$!
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  if [[ " ${beside[*]} " != *" $name "* ]]; then
    run_project "$project"
    cat "$results/$name/output.log"
  fi
done
wait "$others"
for name in "${beside[@]}"; do
  cat "$results/$name/output.log"
done

for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  outcome=$(cat "$results/$name/outcome")
  read -r total passed failed <<<"$(count "$results/$name")"

  if [[ $total -eq 0 ]]; then
    broken+=("$name ran no tests.")
  elif [[ $outcome -ne 0 && $failed -eq 0 ]]; then
    broken+=("$name ended with $outcome, though no test failed.")
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + total - passed - failed))
done

# The last "# pass 3" or "ℹ pass 3" of a node test run.
node_count() {
  sed -nE "s/^(#|ℹ) $1 ([0-9]+)$/\2/p" "$2" | tail -n 1
}

mkdir -p "$results"
if grep -qE '^ *"check":' wwwroot-assets/package.json; then
  npm --prefix wwwroot-assets run check </dev/null || broken+=("The front end's check failed.")
fi
if grep -qE '^ *"test":' wwwroot-assets/package.json; then
  outcome=0
  npm --prefix wwwroot-assets test </dev/null 2>&1 | tee "$results/front-end.log" || outcome=$?
  passed=$(node_count pass "$results/front-end.log") failed=$(node_count fail "$results/front-end.log")
  if [[ ${passed:-0} -eq 0 && ${failed:-0} -eq 0 ]]; then
    broken+=("The front end ran no tests.")
  elif [[ $outcome -ne 0 && ${failed:-0} -eq 0 ]]; then
    broken+=("The front end's tests ended with $outcome, though none failed.")
  fi
  skipped=$(node_count skipped "$results/front-end.log")
  total_passed=$((total_passed + ${passed:-0}))
  total_failed=$((total_failed + ${failed:-0}))
  total_skipped=$((total_skipped + ${skipped:-0}))
fi

# Which tests failed and why, once more at the end: what comes before is long.
for project in tests/*.Tests/*.csproj; do
  grep -hE -A 12 '^  Failed ' "$results/$(basename "$project" .csproj)/output.log" || true
done
if [[ -f $results/front-end.log ]]; then
  grep -E '^not ok ' "$results/front-end.log" || true
fi

# A project that could not run counts as one failure: the last line must not look good.
for reason in ${broken[@]+"${broken[@]}"}; do
  echo "$reason" >&2
  total_failed=$((total_failed + 1))
done

reported=yes
echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[[ $total_failed -eq 0 ]]
