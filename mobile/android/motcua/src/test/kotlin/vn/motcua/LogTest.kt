package vn.motcua

import java.time.Instant
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class LogTest {
    private val now = Fixture.now
    private val pack = Fixture.pack()
    private val directory = Fixture.directory()
    private val dossier = Packets.newDossierId()

    private fun refused(call: () -> Unit): MotCuaException = assertThrows(MotCuaException::class.java, call)

    private fun sign(log: EventLog, key: PlatformKey, issuer: String, at: Instant, bodies: String): String {
        val request = log.beginEvent(issuer, at, "event-${log.state.size}", "t-1", bodies, key.publicKey)
        return MotCua.finishSign(request, (key.sign(request) as SignerAnswer.Signature).bytes).compact
    }

    /** The intake registers the dossier, the office takes it up. */
    private fun events(): List<String> {
        val packet = MotCua.contentHash("packet".toByteArray())
        val received =
            """{"type":"received","body":{"type":"submission","packet":"$packet","channel":"online","number":"TN-1"}}"""
        EventLog.begin(dossier, pack).use { log ->
            assertNull(log.status)
            val opening = log.apply("""{"to":1,"actor":"intake","seen":0}""", now)
            val first = sign(log, Fixture.portal, Fixture.PORTAL, now, "[$received,${opening.event}]")
            log.extend(listOf(first), directory)
            assertEquals(1, log.state.status)

            val later = now.plusSeconds(600)
            val offered = log.actions(listOf(ActorRole.RECEPTION), later, Fixture.OFFICE)
            assertTrue(offered.any { it.to == 2 && it.label.vi.isNotBlank() })
            val accepted = log.apply("""{"to":2,"actor":"reception","seen":1}""", later)
            assertTrue(accepted.startsClock && accepted.bindsCode)
            assertTrue(accepted.effects.any { it.kind == "startClock" })
            val second = sign(log, Fixture.office, Fixture.OFFICE, later, "[${accepted.event}]")
            return listOf(first, second)
        }
    }

    @Test
    fun `a log tells where the dossier stands, what is due and what may follow`() {
        val events = events()
        EventLog.verify(events, directory, pack).use { log ->
            val state = log.state
            assertEquals(dossier, state.dossier)
            assertEquals(2, state.status)
            assertEquals(2, state.size)
            assertEquals(Fixture.WARD, state.holder)
            assertEquals("TN-1", state.number)
            assertEquals(MotCua.contentHash(events.last().toByteArray()), state.head)
            assertEquals(listOf("received", "status", "status"), state.history.map { it.kind })
            val status = log.status!!
            assertEquals(ClockState.RUNNING, status.clock)
            assertTrue(status.name.vi != status.name.en && status.next.get(Language.ENGLISH).isNotBlank())

            val standing = log.standing(pack, Fixture.BIRTH, now.plusSeconds(900))
            val due = standing.due!!
            assertTrue(due.due > now && due.steps.isNotEmpty() && due.legalBasis.isNotBlank())
            assertFalse(standing.overdue)
            assertEquals("result", standing.next.last().id)
            assertTrue(log.standing(pack, Fixture.BIRTH, due.due.plusSeconds(1)).overdue)
        }
    }

    @Test
    fun `what was cut, changed or is not allowed is refused with its place`() {
        val events = events()
        val kept = EventLog.verify(events, directory, pack).use { it.checkpoint(now) }
        val cut = refused { EventLog.verify(events.dropLast(1), directory, pack, listOf(kept)) }
        assertTrue(cut.code.startsWith("log/"))
        val forged = events.dropLast(1) + events.last().dropLast(4).plus("AAAA")
        assertEquals("1", refused { EventLog.verify(forged, directory) }.params["firstBad"])
        assertEquals("0", refused { EventLog.verify(emptyList(), directory) }.params["firstBad"])
        EventLog.verify(events, directory, pack).use { log ->
            val stale = refused { log.apply("""{"to":4,"actor":"processing","seen":1}""", now.plusSeconds(900)) }
            assertEquals("dossier/stale", stale.code)
            val role = refused { log.apply("""{"to":4,"actor":"citizen","seen":2}""", now.plusSeconds(900)) }
            assertTrue(role.code.startsWith("dossier/"))
            assertEquals("boundary/type", refused { log.apply("""{"to":"4"}""", now) }.code)
        }
    }

    @Test
    fun `a receipt covers the log and is a checkpoint`() {
        val events = events()
        EventLog.verify(events, directory, pack).use { log ->
            val request = log.beginReceipt(now.plusSeconds(900), Fixture.office.publicKey)
            val signature = (Fixture.office.sign(request) as SignerAnswer.Signature).bytes
            val receipt = MotCua.finishSign(request, signature).json
            assertEquals(2, log.verifyReceipt(receipt, directory))
            val checkpoint = directory.receiptCheckpoint(receipt)
            assertEquals(2, checkpoint.size)
            assertTrue(refused { EventLog.verify(events.take(1), directory, pack, listOf(checkpoint)) }.code.startsWith("log/"))
        }
    }

    @Test
    fun `a log issues papers, which are drawn without a script`() {
        val facts =
            """{"office":{"name":{"vi":"UBND phường","en":"Ward"},"place":{"vi":"Thành phố Hồ Chí Minh","en":"HCMC"}},""" +
                """"addressee":{"name":"<b>Mai</b>"}}"""
        EventLog.verify(events(), directory, pack).use { log ->
            val paper = log.issueDocument("06", pack, Fixture.BIRTH, facts, now.plusSeconds(900))
            val page = Papers.page(paper, Language.VIETNAMESE)
            assertTrue(page.contains("<html") && !page.contains("<script"))
            assertFalse(page.contains("<b>Mai</b>"))
            val article = Papers.article(paper, Language.ENGLISH)
            assertTrue(article.startsWith("<article") && Papers.style.contains(".motcua-document"))
            assertEquals("document/form", refused { log.issueDocument("99", pack, Fixture.BIRTH, facts, now) }.code)
        }
    }
}
