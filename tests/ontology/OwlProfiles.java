import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.util.OWLOntologyMerger;
import org.semanticweb.owlapi.util.SimpleIRIMapper;

/** Prints where ontologies, each with all that it imports, go beyond OWL 2 DL or RL: IRI, tab, violation. */
class OwlProfiles {
    /** Takes the IRI and the file of each module in turn, then "--", then the IRIs of what to check. */
    public static void main(String[] arguments) throws Exception {
        Map<String, File> modules = new TreeMap<>();
        int next = 0;
        for (; !arguments[next].equals("--"); next += 2) {
            modules.put(arguments[next], new File(arguments[next + 1]));
        }
        for (next++; next < arguments.length; next++) {
            check(arguments[next], modules);
        }
    }

    private static void check(String iri, Map<String, File> modules) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        modules.forEach((module, file) ->
            manager.getIRIMappers().add(new SimpleIRIMapper(IRI.create(module), IRI.create(file))));
        manager.loadOntology(IRI.create(iri));
        // The typing constraints are on the axioms of an ontology and of all that it imports together
        // (OWL 2, Structural Specification, section 5.8.1); the profile looks at each module by itself.
        OWLOntology whole = new OWLOntologyMerger(manager).createMergedOntology(manager, IRI.create("urn:x:whole"));
        for (OWLProfile profile : new OWLProfile[] {new OWL2DLProfile(), new OWL2RLProfile()}) {
            for (OWLProfileViolation violation : profile.checkOntology(whole).getViolations()) {
                System.out.println(iri + "\t" + profile.getName() + ": " + violation.toString().replaceAll("\\s+", " "));
            }
        }
        System.out.println(iri + "\taxioms: " + whole.getLogicalAxiomCount());
    }
}
