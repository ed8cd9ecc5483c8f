package vn.motcua

import java.lang.reflect.Modifier
import java.util.jar.JarFile
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** What is public, as a Java program sees it. */
class SurfaceTest {
    private val classes: List<Class<*>> by lazy {
        JarFile(Pack::class.java.protectionDomain.codeSource.location.path).use { jar ->
            jar.entries().asSequence().map { it.name }
                .filter { it.startsWith("vn/motcua/") && it.endsWith(".class") && !it.startsWith("vn/motcua/ffi/") }
                .map { Class.forName(it.removeSuffix(".class").replace('/', '.')) }
                .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
                .toList()
        }
    }

    /** Public methods and constructors, but what the compiler adds. */
    private fun signatures(of: Class<*>): List<Pair<String, List<Class<*>>>> {
        val methods =
            of.declaredMethods.filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && '$' !in it.name }
                // The Kotlin view of an enum's `values()`; the compiler adds it to each.
                .filter { it.name != "getEntries" }
                .map { it.name to it.parameterTypes.toList() + it.returnType }
        val constructors =
            of.declaredConstructors.filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
                .map { "<init>" to it.parameterTypes.toList() }
        return methods + constructors
    }

    @Test
    fun `no Kotlin type stands in a signature`() {
        assertTrue(classes.size > 60)
        val found =
            classes.flatMap { of ->
                signatures(of).filter { (_, types) -> types.any { it.name.startsWith("kotlin.") } }
                    .map { (name, _) -> "${of.name}.$name" }
            }
        assertEquals(emptyList<String>(), found)
    }

    @Test
    fun `nothing generated stands in a signature`() {
        val found =
            classes.flatMap { of ->
                signatures(of).filter { (name, types) -> types.any { it.name.startsWith("vn.motcua.ffi.") } && '-' !in name }
                    .map { (name, _) -> "${of.name}.$name" }
            }
        // What is internal in Kotlin is public to the virtual machine, under a name that says so or as a constructor.
        assertEquals(emptyList<String>(), found.filter { !it.endsWith(".<init>") && "ffi" !in it.lowercase() })
    }

    @Test
    fun `no key gives bytes`() {
        val keys =
            listOf(
                SoftwareKey::class.java,
                OpeningKey::class.java,
                DossierKey::class.java,
                ClassKey::class.java,
                Vault::class.java,
            )
        for (key in keys) {
            val bytes =
                key.declaredMethods.filter { it.returnType == ByteArray::class.java && Modifier.isPublic(it.modifiers) }
            assertEquals(key.name, if (key == DossierKey::class.java) listOf("sealChunk") else emptyList<String>(), bytes.map { it.name })
        }
    }

    @Test
    fun `a fault of ours is caught at the border`() {
        val fault = assertThrows(vn.motcua.conform.InternalException::class.java) { vn.motcua.conform.fault() }
        assertTrue(fault.message!!.contains("asked for"))
        // The library goes on.
        assertThrows(vn.motcua.conform.InternalException::class.java) { vn.motcua.conform.fault() }
        val seen = assertThrows(MotCuaException::class.java) { core { throw vn.motcua.ffi.InternalException("asked for") } }
        assertEquals("runtime/panic", seen.code)
        assertTrue(seen.localized(Language.VIETNAMESE) != seen.code)
    }
}
