// Reads a portal's log with the library of Go's checksum database, which shares no line with the portal: opens the checkpoint, reads every tile and
// every entry through them, and compares the proofs it makes with those that the portal answers.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
)

// A portal's log. It is a tlog.TileReader whose paths are those of C2SP tlog-tiles.
type portal struct {
	address string
	tiles   map[string]bool
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: main ADDRESS")
		os.Exit(2)
	}
	log := &portal{address: strings.TrimSuffix(os.Args[1], "/"), tiles: map[string]bool{}}
	if err := log.check(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (p *portal) check() error {
	tree, err := p.checkpoint()
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	reader := tlog.TileHashReader(tree, p)
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles lead to the root %v and not to %v", root, tree.Hash)
	}
	entries, err := p.entries(tree, reader)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	inclusions, consistencies, err := p.proofs(tree, reader)
	if err != nil {
		return fmt.Errorf("proofs: %w", err)
	}
	fmt.Printf("size %d, entries %d, inclusions %d, consistencies %d, tiles %d\n", tree.N, entries, inclusions, consistencies, len(p.tiles))
	return nil
}

func (p *portal) checkpoint() (tlog.Tree, error) {
	vkey, err := p.get("log/vkey")
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(vkey), "\n"))
	if err != nil {
		return tlog.Tree{}, err
	}
	signed, err := p.get("log/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("%q is not a checkpoint of %s", opened.Text, verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// Every entry of every bundle hashes to the leaf in the tiles.
func (p *portal) entries(tree tlog.Tree, reader tlog.HashReader) (int64, error) {
	var read int64
	for n := int64(0); n*width < tree.N; n++ {
		count := tree.N - n*width
		if count > width {
			count = width
		}
		path := tilePath("entries", n, int(count))
		bundle, err := p.get(path)
		if err != nil {
			return read, err
		}
		for i := int64(0); i < count; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return read, fmt.Errorf("%s ends within entry %d", path, i)
			}
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n*width+i)})
			if err != nil {
				return read, err
			}
			if tlog.RecordHash(entry) != hashes[0] {
				return read, fmt.Errorf("entry %d of %s is not the leaf in its tile", i, path)
			}
			read++
		}
		if len(bundle) != 0 {
			return read, fmt.Errorf("%s has %d bytes too many", path, len(bundle))
		}
	}
	return read, nil
}

func (p *portal) proofs(newest tlog.Tree, reader tlog.HashReader) (inclusions, consistencies int, err error) {
	sizes := interesting(newest.N)
	for _, size := range sizes {
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return inclusions, consistencies, err
		}
		// As somebody reads it who stopped at that size: through the tiles that were partial then.
		then := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, p)
		for _, sequence := range sizes {
			if sequence > size {
				break
			}
			if err := p.inclusion(size, root, sequence, then); err != nil {
				return inclusions, consistencies, fmt.Errorf("entry %d in %d: %w", sequence, size, err)
			}
			inclusions++
			from, err := tlog.TreeHash(sequence, reader)
			if err != nil {
				return inclusions, consistencies, err
			}
			if err := p.consistency(size, root, sequence, from, then); err != nil {
				return inclusions, consistencies, fmt.Errorf("from %d to %d: %w", sequence, size, err)
			}
			consistencies++
		}
	}
	return inclusions, consistencies, nil
}

func (p *portal) inclusion(size int64, root tlog.Hash, sequence int64, reader tlog.HashReader) error {
	var answer struct {
		LeafHash, Root string
		Hashes         []string
	}
	if err := p.json(fmt.Sprintf("api/v1/log/inclusion?sequence=%d&size=%d", sequence, size), &answer); err != nil {
		return err
	}
	leaf, err := tlog.ParseHash(answer.LeafHash)
	if err != nil {
		return err
	}
	proof, err := parse(answer.Hashes)
	if err != nil {
		return err
	}
	if answer.Root != root.String() {
		return fmt.Errorf("the answer names the root %s and not %v", answer.Root, root)
	}
	if err := tlog.CheckRecord(proof, size, root, sequence-1, leaf); err != nil {
		return err
	}
	made, err := tlog.ProveRecord(size, sequence-1, reader)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(strs(made), answer.Hashes) {
		return fmt.Errorf("the library's proof is %v and the answer %v", made, answer.Hashes)
	}
	return nil
}

func (p *portal) consistency(size int64, root tlog.Hash, from int64, fromRoot tlog.Hash, reader tlog.HashReader) error {
	var answer struct {
		FromRoot, ToRoot string
		Hashes           []string
	}
	if err := p.json(fmt.Sprintf("api/v1/log/consistency?from=%d&to=%d", from, size), &answer); err != nil {
		return err
	}
	proof, err := parse(answer.Hashes)
	if err != nil {
		return err
	}
	if answer.FromRoot != fromRoot.String() || answer.ToRoot != root.String() {
		return fmt.Errorf("the answer names other roots: %s and %s", answer.FromRoot, answer.ToRoot)
	}
	if err := tlog.CheckTree(proof, size, root, from, fromRoot); err != nil {
		return err
	}
	made, err := tlog.ProveTree(size, from, reader)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(strs(made), answer.Hashes) {
		return fmt.Errorf("the library's proof is %v and the answer %v", made, answer.Hashes)
	}
	return nil
}

// Height, ReadTiles and SaveTiles make it a tlog.TileReader.
func (p *portal) Height() int { return height }

func (p *portal) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		path := tilePath(strconv.Itoa(tile.L), tile.N, tile.W)
		hashes, err := p.get(path)
		if err != nil {
			return nil, err
		}
		if len(hashes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", path, len(hashes))
		}
		p.tiles[path] = true
		read = append(read, hashes)
	}
	return read, nil
}

func (p *portal) SaveTiles([]tlog.Tile, [][]byte) {}

func (p *portal) json(path string, answer interface{}) error {
	text, err := p.get(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, answer)
}

func (p *portal) get(path string) ([]byte, error) {
	answer, err := http.Get(p.address + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s: %s", path, answer.Status, body)
	}
	return body, err
}

// The library's own tile paths name the height, C2SP's do not; the rest is the same.
func tilePath(level string, n int64, w int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if w < width {
		path += fmt.Sprintf(".p/%d", w)
	}
	return "log/tile/" + level + "/" + path
}

// Sizes, and sequences, at which trees and tiles change their shape.
func interesting(newest int64) []int64 {
	var sizes []int64
	for _, size := range []int64{1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 513, newest - 1} {
		if size < newest && (len(sizes) == 0 || sizes[len(sizes)-1] < size) {
			sizes = append(sizes, size)
		}
	}
	return append(sizes, newest)
}

func parse(texts []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, text := range texts {
		bytes, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			return nil, fmt.Errorf("%q is not a hash", text)
		}
		var hash tlog.Hash
		copy(hash[:], bytes)
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func strs(hashes []tlog.Hash) []string {
	texts := []string{}
	for _, hash := range hashes {
		texts = append(texts, hash.String())
	}
	return texts
}
