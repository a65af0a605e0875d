// What the release has that is in no jar, into target/release: the launcher, with a link to it at the top, so that commands
// can be typed as the documentation has them; what CycloneDX lists, and what is bundled and is no Maven artifact, as
// sbom.cdx.json; licences and notices. Fails where a library's licence asks for a text that is nowhere.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipFile

// Maven would leave the list out without a word, or one of an earlier build would be taken.
if (session.offline) throw new IllegalStateException('The list of libraries is made online only: run Maven without -o')

def target = new File(project.build.directory)
def release = new File(target, 'release')
release.deleteDir()
new File(release, 'bin').mkdirs()
new File(release, 'bin/parkpulse').bytes = new File(project.basedir, '../parkpulse').bytes
Files.createSymbolicLink(release.toPath().resolve('parkpulse'), Path.of('bin/parkpulse'))

def sbom = new JsonSlurper().parse(new File(target, 'sbom.json'), 'UTF-8')
sbom.metadata.component.name = 'parkpulse' // and not the module

def isLegal = { path ->
  !path.endsWith('/') && !path.endsWith('.class') &&
      (path.tokenize('/').last() ==~ /(?i)(licen[sc]e|notice|copying).*/ || path.toLowerCase().contains('/licenses/'))
}
def jarOf = { library ->
  project.artifacts.find { [it.groupId, it.artifactId, it.version] == [library.group, library.name, library.version] }.file
}
/** Copies what is legal in a jar into a directory; says whether there was something. */
def copyLegal = { jar, directory ->
  def found = false
  new ZipFile(jar).withCloseable { zip ->
    zip.entries().findAll { isLegal(it.name) }.each { entry ->
      def copy = new File(release, "licenses/$directory/${entry.name - ~/^META-INF\/(licenses\/)?/}")
      copy.parentFile.mkdirs()
      copy.bytes = zip.getInputStream(entry).bytes
      found = true
    }
  }
  found
}

def rows = new TreeSet<String>()
sbom.components.findAll { it.group != project.groupId }.each { library ->
  def licences = library.licenses*.license.collect { it.id ?: it.name }
  def directory = "$library.name-$library.version".toString()
  def found = copyLegal(jarOf(library), directory)
  def kept = new File(project.basedir, "src/licenses/${library.group}.txt")
  if (!found && kept.exists()) {
    def copy = new File(release, "licenses/$directory/LICENSE.txt")
    copy.parentFile.mkdirs()
    copy.bytes = kept.bytes
    found = true
  }
  if (!found && !('Apache-2.0' in licences)) {
    throw new IllegalStateException("${directory}.jar (${licences.join(', ')}) has no text of its licence in it:" +
        " put it into app/src/licenses/${library.group}.txt")
  }
  def texts = found ? "[$directory]($directory)" : '[Apache-2.0](../LICENSE)'
  rows.add("| $library.group:$library.name | $library.version | ${licences.join(' or ')} | $texts |".toString())
}

// Scripts of pages have theirs in META-INF/licenses/NAME-VERSION of our jars.
sbom.components.findAll { it.group == project.groupId }.each { module ->
  def jar = jarOf(module)
  def scripts = new ZipFile(jar).withCloseable { zip ->
    zip.entries().collect { (it.name =~ /^META-INF\/licenses\/([^\/]+)-([^\/-]+)\//) }
        .findAll { it.find() }.collect { [it.group(1), it.group(2)] }.unique()
  }
  if (scripts) copyLegal(jar, '.')
  scripts.each { name, version ->
    def purl = "pkg:npm/$name@$version".toString()
    sbom.components.add([type: 'library', 'bom-ref': purl, name: name, version: version,
        licenses: [[license: [id: 'Apache-2.0']]], purl: purl])
    rows.add("| $name | $version | Apache-2.0 | [$name-$version]($name-$version) |".toString())
  }
}

new File(release, 'sbom.cdx.json').setText(JsonOutput.prettyPrint(JsonOutput.toJson(sbom)) + '\n', 'UTF-8')
new File(release, 'licenses/README.md').setText("""# Licences

ParkPulse is under [Apache-2.0](../LICENSE). The release has these libraries in it; where one has several licences, any of
them holds. The same list for programs, with checksums, is [sbom.cdx.json](../sbom.cdx.json).

| library | version | licence | texts |
| --- | --- | --- | --- |
${rows.join('\n')}
""", 'UTF-8')
