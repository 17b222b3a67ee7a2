#!/usr/bin/env bash
# Checks one entry of an insurance fund's public log with curl, openssl, sha256sum and what a shell brings along. Read it before you run it.
#
#   bash by-hand.sh https://portal.example 1234               is entry 1234 in the log that the operator signed?
#   bash by-hand.sh https://portal.example 1234 ID RECEIPT    and is it the record with my id?
#
# VKEY='name+id+key' before it takes a key that you kept earlier in place of the one that is served today.
# Ends with 0 when everything holds, with 1 when something does not or could not be read.
set -euo pipefail
export LC_ALL=C

fail() { echo "FAILED: $*" >&2; exit 1; }
get() { curl --fail --silent --show-error --output "$2" "$portal/$1" || fail "$portal/$1 could not be read."; }
sha256() { sha256sum | cut -d ' ' -f 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
unhex() { printf %b "$(sed 's/../\\x&/g')"; }

(($# == 2 || $# == 4)) || fail "say bash by-hand.sh ADDRESS SEQUENCE, and ID RECEIPT behind it if you have them."
portal=${1%/} sequence=$2
[[ $sequence =~ ^[1-9][0-9]{0,14}$ ]] || fail "'$sequence' is not the number of an entry."
[[ $# == 2 || $4 =~ ^[0-9a-f]{64}$ ]] || fail "a receipt has 64 characters of 0 to 9 and a to f."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# 1. The key is a name, an id and base64 of 0x01 and 32 bytes. Its id begins SHA-256 of name, line break, 0x01 and the 32 bytes.
get log/vkey vkey
vkey=${VKEY:-$(cat vkey)}
name=${vkey%%+*} key=${vkey#*+}
key_id=${key%%+*} key=${key#*+}
base64 -d <<<"$key" >key || fail "the key is not base64."
[[ $({ echo "$name"; cat key; } | sha256 | cut -c 1-8) == "$key_id" ]] || fail "the key's id is not that of the key."
{ unhex <<<302a300506032b6570032100; tail -c 32 key; } >key.der # how openssl wants an Ed25519 key

# 2. The checkpoint: what stands before the empty line is signed; behind it, base64 of the key's id and the signature.
get log/checkpoint checkpoint
sed '/^$/,$d' checkpoint >signed
{ read -r origin && read -r size && read -r root; } <signed || fail "the checkpoint is cut off."
[[ $origin == "$name" && $size =~ ^[0-9]{1,15}$ ]] || fail "the checkpoint is not one of '$name'."
verdict=no
while read -r _ signer note; do
  base64 -d <<<"$note" >note || continue
  [[ $signer == "$name" && $(head -c 4 note | hex) == "$key_id" ]] || continue
  tail -c +5 note >signature
  openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed -sigfile signature >/dev/null 2>&1 && verdict=yes
done < <(sed '1,/^$/d' checkpoint)
[[ $verdict == yes ]] || fail "the checkpoint is not signed with the key $name+$key_id."
echo "The log $name of $size entries is signed with the key $key_id."

# 3. The entry is one of the up to 256 in its bundle, each behind its length in 2 bytes. Its leaf is SHA-256 of 0x00 and its bytes.
index=$((sequence - 1)) bundle=$(((sequence - 1) / 256))
((index < size)) || fail "the signed log has $size entries. A new one is signed within a second or two."
path=$(printf %03d $((bundle % 1000)))
for ((rest = bundle / 1000; rest > 0; rest /= 1000)); do path=x$(printf %03d $((rest % 1000)))/$path; done
((bundle < size / 256)) || path=$path.p/$((size % 256))
get "log/tile/entries/$path" bundle
length_at() { od -An -tu1 -j "$1" -N 2 bundle | { read -r high low && echo $((high * 256 + low)); } || fail "the bundle ends too early."; }
start=0 length=$(length_at 0)
for ((skipped = 0; skipped < index % 256; skipped++)); do
  start=$((start + 2 + length))
  length=$(length_at "$start")
done
head -c $((start + 2 + length)) bundle | tail -c "$length" >entry
grep -q "\"sequence\":$sequence[,}]" entry || fail "the bundle holds another entry in the place of $sequence."
hash=$({ printf '\0'; cat entry; } | sha256)
echo "Entry $sequence has the leaf hash $hash."

# 4. The proof names the hashes beside the way from the leaf up to the root (RFC 9162, 2.1.3.2): a node is SHA-256 of 0x01 and its two halves.
get "api/v1/log/inclusion?sequence=$sequence&size=$size" proof
place=$index last=$((size - 1))
for sibling in $(sed 's/.*"hashes":\[\([^]]*\)\].*/\1/; s/[",]/ /g' proof); do
  sibling=$(base64 -d <<<"$sibling" | hex) || fail "the proof is not base64."
  ((last > 0)) || fail "the proof is too long."
  if ((place % 2 == 1 || place == last)); then
    hash=$(unhex <<<"01$sibling$hash" | sha256)
    while ((place % 2 == 0 && place > 0)); do place=$((place / 2)) last=$((last / 2)); done
  else
    hash=$(unhex <<<"01$hash$sibling" | sha256)
  fi
  place=$((place / 2)) last=$((last / 2))
done
[[ $last == 0 && $hash == "$(base64 -d <<<"$root" | hex)" ]] || fail "entry $sequence is not in the log that was signed: its proof leads to another root."
echo "It is in the log that was signed: its proof leads to the root $hash."

# 5. Whoever has the receipt can open the commitment: HMAC-SHA256 of the id, keyed with the receipt's 32 bytes.
if (($# == 4)); then
  commitment=$(printf %s "$3" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$4" -r | cut -d ' ' -f 1)
  grep -q "\"idCommitment\":\"$commitment\"" entry || fail "id and receipt do not open entry $sequence: it is another record, or one of them is wrong."
  echo "Id and receipt open it: it is this record."
fi
cat entry && echo
