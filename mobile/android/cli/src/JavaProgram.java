import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.motcua.Auth;
import vn.motcua.EventLog;
import vn.motcua.KeyAlgorithm;
import vn.motcua.KeyDirectory;
import vn.motcua.MotCua;
import vn.motcua.MotCuaException;
import vn.motcua.Pack;
import vn.motcua.Packets;
import vn.motcua.PrepareRequest;
import vn.motcua.PublicJwk;
import vn.motcua.SignedKind;
import vn.motcua.SignedObject;
import vn.motcua.SigningRequest;
import vn.motcua.Situation;
import vn.motcua.SoftwareKey;

/** The same as {@code Program.kt}, for back offices on Java: no Kotlin in sight. */
public final class JavaProgram {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Instant now = Instant.ofEpochSecond(1_791_165_600);
        String birth = Files.readString(folder.resolve("procedure.txt"));
        PublicJwk root = PublicJwk.parse(Files.readString(folder.resolve("root.json")));

        try (KeyDirectory directory = KeyDirectory.open(Files.readString(folder.resolve("directory.json")), root, now);
                Pack pack = Pack.open(Files.readString(folder.resolve("pack.json")), directory, now)) {
            System.out.println("pack " + pack.getInfo().getId() + " " + pack.getInfo().getSeq());
            System.out.println("empty " + pack.validate(birth, "{}", now).getIssues().get(0).getCode());
            String form = Files.readString(folder.resolve("form.json"));
            System.out.println("valid " + pack.validate(birth, form, now).getValid());

            String dossier = Packets.newDossierId();
            Auth auth = new Auth.Session("enrolment.of.portal");
            PrepareRequest request = new PrepareRequest(dossier, form, auth, "n-1", List.of("H29.01.15"));
            String payload = pack.prepare(birth, request, new Situation(now));
            SignedObject signed;
            try (SoftwareKey key = SoftwareKey.generate(KeyAlgorithm.ED25519)) {
                SigningRequest step = MotCua.beginSign(SignedKind.SUBMISSION, payload, key.getPublicKey());
                System.out.println("signed " + step.getAlgorithm());
                signed = key.sign(step);
            }
            List<PublicJwk> recipients = directory.sealKeys("H29.01.15", now);
            String packet = Packets.seal(signed, pack.reference(birth, now), dossier, recipients);
            Files.writeString(Path.of(arguments[1]), packet);
            System.out.println("sealed " + recipients.size());

            List<String> events = new ArrayList<>(Files.readAllLines(folder.resolve("log.txt")));
            try (EventLog log = EventLog.verify(events, directory, pack)) {
                var state = log.getState();
                System.out.println(
                        "log " + state.getDossier() + " " + state.getStatus() + " " + state.getSize() + " " + state.getHead());
                System.out.println("next " + log.getStatus().getNext().getEn());
            }
            String last = events.remove(events.size() - 1);
            events.add(last.substring(0, last.length() - 4) + "AAAA");
            try {
                EventLog.verify(events, directory, pack);
            } catch (MotCuaException refused) {
                System.out.println("refused " + refused.getCode());
            }
        }
    }
}
