// For Android Studio. The sources below `vn/motcua/ffi` and the libraries are those that `cargo xtask mobile` leaves in
// target/artefacts/work (for devices only with an NDK); `cargo xtask test --only kotlin` needs no Gradle.
plugins {
    id("com.android.library") version "8.7.3"
    id("org.jetbrains.kotlin.android") version "2.1.0"
}

android {
    namespace = "vn.motcua"
    compileSdk = 35

    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    sourceSets["main"].kotlin.srcDir("../../../target/artefacts/work/ffi")
    sourceSets["main"].jniLibs.srcDir("../../../target/artefacts/work/jni")

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    kotlinOptions { jvmTarget = "11" }
}

kotlin { explicitApi() }

dependencies { implementation("net.java.dev.jna:jna:5.15.0@aar") }
